// The <scale-sandbox> element of embed.js, for editors and TypeScript.

export type Toggle =
  'cdn' | 'stateless' | 'regions' | 'queue' | 'replicas' | 'vertical-partitioning' | 'sharding' | 'nosql';
export type Incident =
  'spike' | 'viral' | 'flood' | 'server-crash' | 'region-outage' | 'db-failover' | 'link-cut' | 'deploy' |
  'file-change' | 'cache-flush' | 'store-restart' | 'worker-crash' | 'broker-down';
export type Theme = 'auto' | 'dark' | 'light';

/** A percentile or share, and what it rests on; with `enough` false it is too early to be shown. */
export interface Reading { value: number; samples: number; enough: boolean }
export interface Latency { p50: Reading; p95: Reading; p99: Reading }

/** Seconds, bytes, requests per second, shares 0 to 1, US dollars a month. */
export interface Metrics {
  time_s: number;
  summary: string;
  pages_per_s: number;
  goodput_per_s: number;
  page_load: Latency;
  response: Latency;
  first_byte: Latency;
  slow_share: Reading;
  failed_share: Reading;
  static_per_s: number;
  origin_static_per_s: number;
  edge_hit_ratio: number;
  logins_per_s: number;
  sessions_lost: number;
  cost_usd_month: number;
  bottleneck: { node: string; utilisation: number } | null;
}

export interface Snapshot {
  time_s: number;
  seed: string;
  hash: string;
  paused: boolean;
  settings: Record<string, number>;
  figures: Omit<Metrics, 'time_s' | 'summary' | 'cost_usd_month' | 'bottleneck'>;
  cost_usd_month: number;
}

export interface ScaleSandboxEvents {
  ready: CustomEvent<null>;
  /** Something was set, by the reader or by the page. */
  toggle: CustomEvent<{ id: string; value: number }>;
  /** At most four times a second. */
  metrics: CustomEvent<Metrics>;
  /** One sentence. */
  error: CustomEvent<string>;
}

/**
 * Attributes: stage, users, on, off, seed, speed, theme, show, run-to, freeze, packet, run, height, poster,
 * question, load="click". `users`, `speed` and `theme` may change while the sandbox is live.
 */
export interface ScaleSandboxElement extends HTMLElement {
  users: string | null;
  speed: string | null;
  theme: Theme | null;
  readonly metrics?: Metrics;
  set(id: Toggle | string, value: string | number | boolean): void;
  incident(id: Incident, value?: string): void;
  reset(): void;
  snapshot(): Promise<Snapshot>;
  /** An address that replays this run to the same bits. */
  exportLink(): Promise<string>;
  addEventListener<K extends keyof ScaleSandboxEvents>(
    type: K, listener: (event: ScaleSandboxEvents[K]) => void, options?: boolean | AddEventListenerOptions): void;
  addEventListener(
    type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap { 'scale-sandbox': ScaleSandboxElement }
}
