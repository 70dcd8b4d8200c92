// Approvals, deliveries, signed batches, receipts and journal entries: docs/spec/approval.md,
// signed-batch.md, receipt.md and journal.md, written from those pages alone.
import { readFileSync } from 'node:fs';
import { bool, bstr, decode, fields, list, refuse, text, uint } from './cbor.mjs';
import { be, sha256, tag } from './request.mjs';

// The event codes of the table in journal.md, read from that page.
const page = readFileSync(new URL('../../../../../docs/spec/journal.md', import.meta.url), 'utf8');
const EVENTS = new Set([...page.matchAll(/^\| (\d+) \| /gm)].map((row) => Number(row[1])));

const version = (v, first) => (first(v) === 1n ? v : refuse('another version'));
const ofMap = (v) => (v instanceof Map ? v.get(1) : refuse('no map'));
const ofList = (v) => list(v, 1)[0];

export function approval(bytes) {
  if (bytes.length > 256) refuse('too large');
  const [, digest, card, time, signature] = fields(version(decode(bytes), ofMap), [1, 2, 3, 4, 5]);
  bstr(digest, 32); bstr(card, 32); uint(time); bstr(signature, 64);
  return { digest, card, signature, signed: Buffer.concat([tag('approval'), digest, card, be(time, 8)]) };
}

export function delivery(bytes) {
  const parts = version(decode(bytes), ofList);
  list(parts, 3, 3);
  bstr(parts[1]);
  if (parts[1].length > 256 * 1024) refuse('too large');
  const read = list(parts[2], 0, 32).map((a) => approval(bstr(a)));
  for (let i = 1; i < read.length; i++) if (Buffer.compare(read[i - 1].card, read[i].card) >= 0) refuse('order of approvals');
  return { request: parts[1], approvals: read };
}

export function signedBatch(bytes) {
  if (bytes.length > 1 << 20) refuse('too large');
  const [headerBytes, sections] = list(decode(bytes), 2, 2);
  if (bstr(headerBytes).length > 2048) refuse('header too large');
  const h = version(decode(headerBytes), ofList);
  list(h, 14, 15);
  [16, 32, 16].forEach((size, i) => bstr(h[1 + i], size));
  uint(h[4], 1n); uint(h[5], 1n); bstr(h[6], 32); uint(h[7], 1n);
  bstr(h[8], 32); bstr(h[9], 32); bstr(h[10], 32); uint(h[11]); uint(h[12]);
  const leaves = Number(uint(h[13], 1n, 10000n));
  const signed = h.length === 15 ? bitmap(bstr(h[14]), leaves) : leaves;
  let count = 0;
  let before = -1n;
  const read = [];
  for (const section of list(sections, 0, 2)) {
    list(section, 4, 4);
    if (uint(section[0], 0n, 1n) <= before) refuse('order of sections');
    before = section[0];
    const n = Number(uint(section[1], 1n, 10000n));
    count += n;
    const sealed = wraps(section[2], h[9]);
    if (bstr(section[3]).length !== 64 * n + Math.ceil(n / 8) + 16) refuse('length of a section');
    read.push({ released: Number(section[0]), count: n, wraps: sealed, ciphertext: section[3] });
  }
  if (count !== signed) refuse('counts of signatures');
  const isSigned = (i) => h.length === 14 || ((h[14][i >> 3] >> (i & 7)) & 1) === 1;
  return { digest: sha256(tag('signed-batch'), bytes), leaves, signed, header: headerBytes, sections: read, isSigned };
}

function bitmap(bits, leaves) {
  if (bits.length !== Math.ceil(leaves / 8)) refuse('length of the bitmap');
  let set = 0;
  for (let i = 0; i < 8 * bits.length; i++) {
    const one = (bits[i >> 3] >> (i & 7)) & 1;
    if (one && i >= leaves) refuse('spare bits');
    set += one;
  }
  return set < leaves ? set : refuse('a bitmap of all leaves');
}

function wraps(v, desk) {
  let before = null;
  return list(v, 1, 16).map((wrap) => {
    list(wrap, 4, 4);
    uint(wrap[0], 1n, 1n); bstr(wrap[2], 32); bstr(wrap[3], 48);
    if (bstr(wrap[1]).equals(desk)) refuse('the desk card in full');
    const card = wrap[1].length === 0 ? desk : bstr(wrap[1], 32);
    if (before !== null && Buffer.compare(before, card) >= 0) refuse('order of wraps');
    before = card;
    return { card, ephemeral: wrap[2], wrapped: wrap[3] };
  });
}

export function receipt(bytes) {
  if (bytes.length > 61440) refuse('too large');
  const [, result, batch, ceremony, settled] = fields(version(decode(bytes), ofMap), [1, 2, 3, 4, '5?']);
  bstr(result, 32); bstr(batch, 32); uint(ceremony, 1n);
  if (settled === undefined) return [];
  let before = null;
  return list(settled, 1, 500).map((s) => {
    list(s, 7, 7);
    uint(s[0], 0n, 0n); uint(s[1], 1n); bstr(s[2], 20); uint(s[3]); uint(s[4]); bstr(s[5], 32);
    if (bstr(s[6]).length !== 0) bstr(s[6], 32);
    const place = Buffer.concat([be(s[1], 8), s[2], be(s[3], 8)]);
    if (before !== null && Buffer.compare(before, place) >= 0) refuse('order of settled nonces');
    before = place;
    return { chain: s[1], account: s[2], nonce: s[3], block: s[4], hash: s[5], leaf: s[6] };
  });
}

export function journalEntry(bytes) {
  if (bytes.length > 8192) refuse('too large');
  const [, number, before, time, practice, event, facts] =
    fields(version(decode(bytes), ofMap), [1, 2, 3, 4, 5, 6, 7]);
  uint(number, 1n); bstr(before, 32); uint(time);
  if (time > 253402300799n) refuse('a time after year 9999');
  if ((number === 1n) !== before.equals(Buffer.alloc(32))) refuse('the link of the first, and only of the first, is zero');
  bool(practice); if (!EVENTS.has(Number(uint(event)))) refuse('unknown event');
  for (const fact of list(facts, 0, 32)) {
    list(fact, 2, 2);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text(fact[0])) || fact[0].length > 32) refuse('name of a fact');
    if (Buffer.byteLength(text(fact[1])) > 512 || /[\p{Cc}]/u.test(fact[1])) refuse('value of a fact');
  }
  return { number, before, time, practice, event: Number(event), facts, hash: sha256(tag('journal'), bytes) };
}
