// The strict subset of docs/spec/cbor.md, written from that page alone.
export class Refused extends Error {}
export const refuse = (why) => { throw new Refused(why); };

const MAX_DEPTH = 8;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// Unsigned and negative integers become BigInt, bytes Buffer, text string, arrays Array, maps Map.
export function decode(bytes) {
  const state = { bytes, at: 0 };
  const value = item(state, 0);
  if (state.at !== bytes.length) refuse('bytes after the end');
  return value;
}

function take(state, count) {
  if (BigInt(state.bytes.length - state.at) < BigInt(count)) refuse('truncated');
  const part = state.bytes.subarray(state.at, state.at + Number(count));
  state.at += Number(count);
  return part;
}

function head(state) {
  const first = take(state, 1)[0];
  const major = first >> 5, info = first & 31;
  if (info < 24) return [major, BigInt(info), info];
  if (info > 27) refuse('indefinite length or reserved head');
  const size = 1 << (info - 24);
  let value = 0n;
  for (const byte of take(state, size)) value = (value << 8n) | BigInt(byte);
  if (major !== 7 && value < (size === 1 ? 24n : 1n << BigInt(4 * size))) refuse('longer head than needed');
  return [major, value, info];
}

function item(state, depth) {
  const [major, value, info] = head(state);
  switch (major) {
    case 0: return value;
    case 1: return value < 1n << 63n ? -1n - value : refuse('negative beyond -2^63');
    case 2: return take(state, value);
    case 3: try { return utf8.decode(take(state, value)); } catch { return refuse('no UTF-8'); }
    case 4: {
      entered(state, value, depth);
      const list = [];
      for (let i = 0n; i < value; i++) list.push(item(state, depth + 1));
      return list;
    }
    case 5: {
      entered(state, 2n * value, depth);
      const map = new Map();
      let before = null;
      for (let i = 0n; i < value; i++) {
        const start = state.at;
        const key = item(state, depth + 1);
        if (typeof key !== 'bigint' || key >= 1n << 63n) refuse('a key that is no integer');
        const encoded = state.bytes.subarray(start, state.at);
        if (before !== null && Buffer.compare(before, encoded) >= 0) refuse('key order');
        before = encoded;
        map.set(Number(key), item(state, depth + 1));
      }
      return map;
    }
    case 7:
      if (info === 20) return false;
      if (info === 21) return true;
      return refuse('another simple value');
    default: return refuse('tag');
  }
}

function entered(state, items, depth) {
  if (depth >= MAX_DEPTH) refuse('too deep');
  if (items > BigInt(state.bytes.length - state.at)) refuse('a count that the bytes can not hold');
}

// Reads of one field, each strict.
const FIELD = 1n << 63n;
export const uint = (v, from = 0n, to = FIELD - 1n) =>
  typeof v === 'bigint' && v >= from && v <= to ? v : refuse('no number in its range');
export const bstr = (v, size) =>
  Buffer.isBuffer(v) && (size === undefined || v.length === size) ? v : refuse('no byte string of its length');
export const bool = (v) => (typeof v === 'boolean' ? v : refuse('no boolean'));
export const text = (v) => (typeof v === 'string' ? v : refuse('no text'));
export const list = (v, least = 0, most = Infinity) =>
  Array.isArray(v) && v.length >= least && v.length <= most ? v : refuse('no list of its length');

export function quantity(v) {
  if (typeof v === 'bigint') return v >= 0n ? v : refuse('negative quantity');
  bstr(v);
  if (v.length < 9 || v.length > 32 || v[0] === 0) refuse('quantity in another form');
  return BigInt('0x' + v.toString('hex'));
}

// The values of a map with exactly these keys; names ending in ? may be absent.
export function fields(v, keys) {
  if (!(v instanceof Map)) refuse('no map');
  const known = keys.map((k) => parseInt(k, 10));
  for (const key of v.keys()) if (!known.includes(key)) refuse('unknown key ' + key);
  return keys.map((k, i) => (v.has(known[i]) ? v.get(known[i]) : String(k).endsWith('?') ? undefined : refuse('missing key')));
}
