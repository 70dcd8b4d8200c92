// Signed policies: docs/spec/policy.md, written from that page alone. Of names, only ASCII is
// judged: what needs tables of scripts answers Beyond.
import { bool, bstr, decode, fields, list, quantity, refuse, text, uint } from './cbor.mjs';
import { signedBy } from './crypto.mjs';
import { be, DEPOSITS, nobody, sha256, tag } from './request.mjs';

export class Beyond extends Error {}

const chain = (v) => { uint(v[0], 0n, 0n); return uint(v[1], 1n); };
const place = (v, ...more) => Buffer.concat([be(chain(v), 8), ...more]);

function name(v) {
  const size = Buffer.byteLength(text(v));
  if (size < 1 || size > 40 || /[\p{Cc}]/u.test(v)) refuse('length of a name');
  if (/[^ -~]/.test(v)) throw new Beyond();
  if (v.startsWith(' ') || v.endsWith(' ') || v.includes('  ')) refuse('blanks of a name');
  return v;
}

const LOOKS = { 0: 'o', 1: 'l', '|': 'l', 5: 's', $: 's', '@': 'a' };
function skeleton(v) {
  const letters = [...v].map((c) => LOOKS[c] ?? (/[A-Za-z0-9]/.test(c) ? c.toLowerCase() : '')).join('');
  return letters.replaceAll('i', 'l').replaceAll('rn', 'm').replaceAll('vv', 'w') || v;
}

// Entries of a list in order of what they are about, each once.
function entries(v, most, read) {
  const all = list(v, 0, most).map(read);
  for (let i = 1; i < all.length; i++) if (Buffer.compare(all[i - 1].key, all[i].key) >= 0) refuse('order of a list');
  return all;
}

const row = (v, size) => list(v, size, size);

function account(v, number) {
  row(v, 12);
  let before = 0n;
  for (const code of list(v[3])) before = uint(code, before + 1n, 8n);
  const limits = entries(v[4], 64, (limit) => {
    row(limit, 4).slice(1).forEach(quantity);
    if (bstr(limit[0]).length !== 0) bstr(limit[0], 20);
    return { key: limit[0] };
  });
  uint(v[5]); [v[6], v[7], v[8]].forEach(quantity); bool(v[9]); bool(v[10]); uint(v[11], 1n, number);
  return { key: place(v, bstr(v[2], 20)), address: v[2], limits };
}

function validator(v) {
  row(v, 7);
  bstr(v[3], 32); name(v[4]); uint(v[5]); bool(v[6]);
  if (v[3][0] !== 1 && v[3][0] !== 2) refuse('credentials of another kind');
  if (!v[3].subarray(1, 12).equals(Buffer.alloc(11))) refuse('credentials that are not padded with zeros');
  return { key: place(v, bstr(v[2], 48)), name: v[4] };
}

function profile(v) {
  row(v, 4);
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(name(v[2]))) refuse('a name of a chain');
  if (!/^[A-Za-z0-9]{1,11}$/.test(name(v[3]))) refuse('a symbol of a coin');
  if (DEPOSITS.has(chain(v))) refuse('a pinned chain');
  return { key: place(v), chain: v[1], name: v[2], symbol: v[3] };
}

export function policy(bytes, vault) {
  const parts = list(decode(bytes), 1);
  if (parts[0] !== 1n) refuse('another version');
  row(parts, 3);
  const signatures = entries(parts[2], 16, (s) => ({ key: bstr(row(s, 2)[0], 32), signature: bstr(s[1], 64) }));
  if (signatures.length === 0) refuse('no signature');
  const read = body(bstr(parts[1]));
  const signed = Buffer.concat([tag('policy'), parts[1]]);
  const ours = signatures.some((s) => s.key.equals(vault.digest) && signedBy(vault.signing, signed, s.signature));
  return { ...read, ours, hash: sha256(tag('policy-digest'), parts[1]) };
}

function body(bytes) {
  if (bytes.length > 998 * 1024) refuse('too large');
  const map = decode(bytes);
  if (!(map instanceof Map) || map.get(1) !== 1n) refuse('another version');
  const [, number, previous, instance, made, practice, approvals, review, ...lists] =
    fields(map, [1, 2, '3?', 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, '15?']);
  uint(number, 1n); bstr(instance, 16); uint(made); bool(practice); uint(approvals, 0n, 32n); uint(review);
  if ((previous === undefined) !== (number === 1n)) refuse('the policy before');
  if (previous !== undefined) bstr(previous, 32);
  const accounts = entries(lists[0], 64, (v) => account(v, number));
  const book = entries(lists[1], 2000, (v) => {
    row(v, 4);
    if (nobody(chain(v), bstr(v[2], 20))) refuse('a recipient that is no account');
    return { key: place(v, v[2]), address: v[2], name: name(v[3]) };
  });
  const tokens = entries(lists[2], 256, (v) => {
    row(v, 5);
    uint(v[4], 0n, 77n);
    return { key: place(v, bstr(v[2], 20)), chain: chain(v), address: v[2], name: name(v[3]) };
  });
  const chains = entries(lists[3], 64, profile);
  const validators = entries(lists[4], 5000, validator);
  const approvers = entries(lists[5], 32, (v) => ({ key: bstr(row(v, 3)[0], 32), signing: bstr(v[1], 32), name: name(v[2]) }));
  if (new Set(approvers.map((a) => a.signing.toString('hex'))).size !== approvers.length) refuse('an approver twice');
  distinct(book, 'recipient', (one) => one.address.toString('hex'));
  distinct(chains, 'chain', (one) => one.chain);
  distinct(approvers, 'approver', (one) => one.key.toString('hex'));
  distinct(validators, 'attester', (one) => one.name);
  distinct(tokens, 'symbol', (one) => one.name);
  for (const token of tokens) {
    const profiled = chains.find((one) => one.chain === token.chain)?.symbol;
    const coin = DEPOSITS.has(token.chain) ? 'ETH' : profiled;
    if (coin !== undefined && skeleton(coin) === skeleton(token.name)) refuse('a token called as the coin');
    distinct(tokens.filter((one) => one.chain === token.chain), 'token', (one) => one.address.toString('hex'));
  }
  const pairs = new Set(lists[6] === undefined ? [] : wanted(list(lists[6], 1)));
  const known = new Map();
  for (const { address } of [...accounts, ...book, ...tokens]) {
    const whole = address.toString('hex'), others = known.get(ends(whole)) ?? [];
    if (others.some((other) => other !== whole && !pairs.has([other, whole].sort().join(' ')))) refuse('addresses that begin and end alike');
    known.set(ends(whole), [...others, whole]);
  }
  return { number, previous };
}

const ends = (hex) => hex.slice(0, 4) + hex.slice(-4);

// Pairs that begin and end alike and are wanted both.
const wanted = (v) => entries(v, 256, (pair) => {
  const [one, other] = row(pair, 2).map((address) => bstr(address, 20).toString('hex'));
  if (one >= other || ends(one) !== ends(other)) refuse('a pair that is not alike, or not in order');
  return { key: Buffer.concat(pair), text: one + ' ' + other };
}).map((pair) => pair.text);

function distinct(all, kind, thing) {
  const taken = new Map();
  for (const one of all) {
    const shape = skeleton(one.name);
    if (taken.has(shape) && taken.get(shape) !== thing(one)) refuse('one name for two: ' + kind);
    taken.set(shape, thing(one));
  }
}
