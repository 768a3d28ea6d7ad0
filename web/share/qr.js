// QR codes of ISO/IEC 18004:2015, byte mode, level L (7 % of the code words may be lost), versions 1 to 40.
// scaleQr(text) -> {size, dark(x, y)}; null where the text is longer than 2 953 bytes.
(function () {
  'use strict';

  // Table 9, level L: check words of a block, and blocks, for each version.
  const kCheck = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
  const kBlocks = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];
  const kLevelL = 1;

  // ---- GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1, and Reed and Solomon's check words ------------------------
  const power = new Uint8Array(512), log = new Uint8Array(256);
  for (let exponent = 0, value = 1; exponent < 255; ++exponent) {
    power[exponent] = power[exponent + 255] = value;
    log[value] = exponent;
    value = value << 1 ^ (value & 128 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? power[log[a] + log[b]] : 0);

  function checkWords(data, count) {
    let generator = [1];
    for (let root = 0; root < count; ++root) {
      const next = [...generator, 0];
      generator.forEach((factor, at) => { next[at + 1] ^= times(factor, power[root]); });
      generator = next;
    }
    const rest = [...data, ...new Array(count).fill(0)];
    for (let at = 0; at < data.length; ++at) {
      const lead = rest[at];
      generator.forEach((factor, offset) => { rest[at + offset] ^= times(factor, lead); });
    }
    return rest.slice(data.length);
  }

  // ---- Code words --------------------------------------------------------------------------------------------
  const sizeOf = (version) => 17 + 4 * version;

  function alignments(version) {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2, last = sizeOf(version) - 7;
    const step = version === 32 ? 26 : Math.ceil((last - 6) / (2 * count - 2)) * 2;
    const places = [6];
    for (let at = last; places.length < count; at -= step) places.splice(1, 0, at);
    return places;
  }

  // Code words that a version holds: modules less those of patterns and of format and version.
  function capacity(version) {
    const count = alignments(version).length, size = sizeOf(version);
    let modules = size * size - 3 * 64 - 31 - 2 * (size - 16);
    if (count) modules -= 25 * (count * count - 3) - 10 * (count - 2);
    if (version >= 7) modules -= 36;
    return modules >> 3;
  }
  const dataCapacity = (version) => capacity(version) - kCheck[version - 1] * kBlocks[version - 1];

  function dataWords(bytes, version) {
    const bits = [];
    const put = (value, length) => { for (let bit = length - 1; bit >= 0; --bit) bits.push(value >> bit & 1); };
    put(4, 4);  // byte mode
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach((byte) => put(byte, 8));
    const room = 8 * dataCapacity(version);
    put(0, Math.min(4, room - bits.length));
    put(0, (8 - bits.length % 8) % 8);
    for (let filler = 0xec; bits.length < room; filler ^= 0xec ^ 0x11) put(filler, 8);
    const words = [];
    for (let at = 0; at < bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(''), 2));
    return words;
  }

  // Blocks are read across: first word of each, second word of each...; the last blocks are a word longer.
  function interleaved(data, version) {
    const blocks = kBlocks[version - 1], short = Math.floor(data.length / blocks), longer = data.length % blocks;
    const parts = [];
    for (let block = 0, at = 0; block < blocks; ++block) {
      const length = short + (block >= blocks - longer ? 1 : 0);
      parts.push(data.slice(at, at + length));
      at += length;
    }
    const checks = parts.map((part) => checkWords(part, kCheck[version - 1]));
    const out = [];
    for (const rows of [parts, checks]) {
      for (let at = 0; at <= short || at < kCheck[version - 1]; ++at) rows.forEach((row) => { if (at < row.length) out.push(row[at]); });
    }
    return out;
  }

  // ---- Modules: 0 light, 1 dark, undefined: not yet placed -------------------------------------------------
  function patterns(version) {
    const size = sizeOf(version), grid = Array.from({ length: size }, () => new Array(size));
    const square = (row, column, radius, dark) => {
      for (let y = -radius; y <= radius; ++y) for (let x = -radius; x <= radius; ++x) {
        if (grid[row + y] && column + x >= 0 && column + x < size) grid[row + y][column + x] = dark(Math.max(Math.abs(x), Math.abs(y))) ? 1 : 0;
      }
    };
    for (let at = 0; at < size; ++at) grid[6][at] = grid[at][6] = 1 - at % 2;
    for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(row, column, 4, (ring) => ring !== 2 && ring !== 4);
    const places = alignments(version), last = size - 7;
    for (const row of places) for (const column of places) {
      const corner = (row === 6 && column === 6) || (row === 6 && column === last) || (row === last && column === 6);
      if (!corner) square(row, column, 2, (ring) => ring !== 1);
    }
    return grid;
  }

  // The remainder of a division of polynomials over GF(2), behind the value itself.
  function withRemainder(value, bits, generator) {
    let rest = value;
    for (let step = 0; step < bits; ++step) rest = rest << 1 ^ (rest >> (bits - 1)) * generator;
    return value << bits | rest;
  }

  function putFormat(grid, mask) {
    const size = grid.length, bits = withRemainder(kLevelL << 3 | mask, 10, 0x537) ^ 0x5412;
    for (let bit = 0; bit < 15; ++bit) {
      const value = bits >> bit & 1;
      if (bit < 8) grid[bit < 6 ? bit : bit + 1][8] = grid[8][size - 1 - bit] = value;
      else grid[8][bit === 8 ? 7 : 14 - bit] = grid[size - 15 + bit][8] = value;
    }
    grid[size - 8][8] = 1;
  }

  function putVersion(grid, version) {
    if (version < 7) return;
    const bits = withRemainder(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; ++bit) {
      const a = grid.length - 11 + bit % 3, b = Math.floor(bit / 3);
      grid[a][b] = grid[b][a] = bits >> bit & 1;
    }
  }

  const masks = [
    (y, x) => (y + x) % 2, (y) => y % 2, (y, x) => x % 3, (y, x) => (y + x) % 3,
    (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2, (y, x) => y * x % 2 + y * x % 3,
    (y, x) => (y * x % 2 + y * x % 3) % 2, (y, x) => ((y + x) % 2 + y * x % 3) % 2];

  // Up and down in strips two modules wide, from the right.
  function putWords(grid, words, mask) {
    const size = grid.length;
    let bit = 0, up = true;
    for (let right = size - 1; right > 0; right -= 2, up = !up) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; ++step) {
        const y = up ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (grid[y][x] !== undefined) continue;
          const value = bit < 8 * words.length ? words[bit >> 3] >> (7 - bit % 8) & 1 : 0;
          grid[y][x] = value ^ (masks[mask](y, x) === 0 ? 1 : 0);
          ++bit;
        }
      }
    }
  }

  // 7.8.3: long runs, squares, patterns like a finder's and an uneven share of dark modules cost.
  function penalty(grid) {
    const size = grid.length, lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]))];
    let cost = 0, dark = 0;
    for (const line of lines) {
      const text = line.join('');
      for (const run of text.match(/0+|1+/g)) if (run.length >= 5) cost += run.length - 2;
      for (let at = 0; at + 11 <= size; ++at) {
        const piece = text.slice(at, at + 11);
        if (piece === '10111010000' || piece === '00001011101') cost += 40;
      }
    }
    for (let y = 0; y < size; ++y) for (let x = 0; x < size; ++x) {
      dark += grid[y][x];
      if (y && x && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x - 1]) cost += 3;
    }
    return cost + 10 * Math.floor(Math.abs(20 * dark / (size * size) - 10));
  }

  window.scaleQr = (text) => {
    const bytes = [...new TextEncoder().encode(text)];
    let version = 1;
    while (version <= 40 && dataCapacity(version) < bytes.length + (version < 10 ? 2 : 3)) ++version;
    if (version > 40) return null;
    const words = interleaved(dataWords(bytes, version), version);
    const drawn = masks.map((_, mask) => {
      const grid = patterns(version);
      putFormat(grid, mask);
      putVersion(grid, version);
      putWords(grid, words, mask);
      return grid;
    });
    const costs = drawn.map(penalty), best = drawn[costs.indexOf(Math.min(...costs))];
    return { size: best.length, dark: (x, y) => best[y][x] === 1 };
  };
})();
