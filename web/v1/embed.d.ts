// The <scale-sandbox> element of embed.js, for editors and TypeScript.

export type Toggle =
  'cdn' | 'stateless' | 'regions' | 'queue' | 'replicas' | 'vertical-partitioning' | 'sharding' | 'nosql' | 'cache';
export type Incident =
  'spike' | 'viral' | 'flood' | 'server-crash' | 'region-outage' | 'db-failover' | 'link-cut' | 'deploy' |
  'file-change' | 'cache-flush' | 'store-restart' | 'worker-crash' | 'broker-down' | 'show' | 'report' |
  'newsletter' | 'push' | 'edge-outage';
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
  edge_files_per_s: number;
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
  /** A goal of the stage or lesson has been met: its words. Only where `stage` or `lesson` is set. */
  goal: CustomEvent<string>;
  /** At most four times a second. */
  metrics: CustomEvent<Metrics>;
  /** One sentence. */
  error: CustomEvent<string>;
}

/**
 * Every attribute is live, and stands for what the reader has done since.
 *
 * Of the element: height (px, 480), poster (address of a picture), question (on the poster), load="click".
 * Of the run: stage (0 prologue, 4, 5, 6, 7 or 8: that lesson's system under its full load, which the other attributes
 * change), seed, run (a link's text), run-to (simulated seconds before the first picture, 60), freeze, packet;
 * a change of these starts afresh. users, on and off (lists of tools), speed, and every other setting under its own id:
 * web-servers="4" retries="backoff".
 * Of the screen: theme, region (whose median page the anatomy bar shows: na la eu mea sas eap), show. `show` names up to
 * three tools or incidents, which become large buttons, and parts: anatomy diagram map slow failed response cost users;
 * with toggles, incidents or charts in it the whole sandbox is shown. Without `show`: the stage's tool, anatomy and the
 * stage's figure (slow up to 5, response at 6, failed from 7 on); at 0 and 8 users and diagram. As an incident's name "show" is the eight o'clock show.
 *
 * Inside the element: what is to stand there without JavaScript.
 */
export interface ScaleSandboxElement extends HTMLElement {
  get stage(): string | null;
  set stage(value: string | number | null);
  /** The name of a lesson, challenge or case: "challenge-flood". */
  get lesson(): string | null;
  set lesson(value: string | null);
  get users(): string | null;
  set users(value: string | number | null);
  get on(): string | null;
  set on(value: string | null);
  get off(): string | null;
  set off(value: string | null);
  get seed(): string | null;
  set seed(value: string | number | null);
  get speed(): string | null;
  set speed(value: string | number | null);
  get theme(): Theme | null;
  set theme(value: Theme | null);
  get show(): string | null;
  set show(value: string | null);
  get height(): string | null;
  set height(value: string | number | null);
  get poster(): string | null;
  set poster(value: string | null);
  get question(): string | null;
  set question(value: string | null);
  get load(): 'click' | null;
  set load(value: 'click' | null);
  readonly metrics?: Metrics;
  // What is asked of a sandbox that is not live starts it first.
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

/**
 * In the article's text: <a data-sandbox="on:+cdn users=1000000 server-crash"> acts on the nearest sandbox, and
 * <scale-value of="slow-pages">40 %</scale-value> shows its number; until then what the author wrote. `of` is one of
 * slow-pages failed-pages page-load page-load-p95 first-byte first-byte-p95 response response-p95 users cost busiest
 * pages-per-second logins-per-second logged-out edge-hits stale-reads cdn stateless regions queue sharding, and of a
 * region: eap-page-load eap-first-byte eap-slow-pages.
 */
declare global {
  interface HTMLElementTagNameMap { 'scale-sandbox': ScaleSandboxElement }
}
