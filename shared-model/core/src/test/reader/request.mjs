// Requests, their transactions, digest and words: docs/spec/batch-request.md, operations.md,
// deposits.md and words.md, written from those pages alone.
import { createHash } from 'node:crypto';
import { bool, bstr, decode, fields, list, quantity, refuse, text, uint } from './cbor.mjs';
import { keccak256 } from './keccak.mjs';

export const sha256 = (...parts) => {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};
export const tag = (name) => Buffer.from('foresign/' + name + '/v1\0', 'ascii');
export const be = (value, size) => Buffer.from(BigInt(value).toString(16).padStart(2 * size, '0'), 'hex');
const hex = (text) => Buffer.from(text.replace(/^0x/, ''), 'hex');

const SHARED_DEPOSITS = hex('00000000219ab540356cBB839Cbe05303d7705Fa');
export const DEPOSITS = new Map([
  [1n, SHARED_DEPOSITS],
  [560048n, SHARED_DEPOSITS],
  [11155111n, hex('7f02C3E3c98b133055B8B348B2Ac625669Ed295D')],
  [17000n, hex('4242424242424242424242424242424242424242')],
  [1718579813n, hex('70726163746963652d6465706f7369742d626f78')],
]);
const EXITS = hex('00000961Ef480Eb55e80D19ad83579A64c007002');
const CONSOLIDATIONS = hex('0000BBdDc7CE488642fb579F8B00f3a590007251');
const SYSTEM = [
  Buffer.alloc(20), EXITS, CONSOLIDATIONS,
  hex('0000bFF46984e3725691FA540a8C7589300D8282'), hex('000064D678505ad48F8cCb093BC65613800E8282'),
  hex('000F3df6D732807Ef1319fB7B8bB8522d0Beac02'), hex('0000F90827F1C53a10cb7A02335B175320002935'),
];

const PLACEHOLDERS = [
  hex('000000000000000000000000000000000000dead'), hex('dead000000000000000000000000000000000000'),
  hex('ee'.repeat(20)), hex('ff'.repeat(20)),
];
const among = (all, address) => all.some((one) => one.equals(address));
// Nobody's account (operations.md): a system contract, a placeholder, room of the precompiles.
export const nobody = (chain, address) =>
  among(SYSTEM, address) || among(PLACEHOLDERS, address) || (DEPOSITS.get(chain)?.equals(address) ?? false)
  || BigInt('0x' + address.toString('hex')) < 0x1000n;

const GWEI = 1_000_000_000n;
const key = (v) => bstr(v, 48);
const address = (v) => bstr(v, 20);
const deposit = (v) => uint(v, GWEI, 2048n * GWEI);
const partial = (v) => uint(v, 1n);
const paid = (v) => { const q = quantity(v); return q > 0n ? q : refuse('nothing is paid'); };
// Any 32 bytes: which kinds may be staked with is the policy's to judge.
const credentials = (v) => bstr(v, 32);
const ARGUMENTS = {
  1: [key, credentials, deposit, (v) => bstr(v, 96)],
  2: [key, deposit],
  3: [key, quantity],
  4: [key, partial, quantity],
  5: [key, key, quantity],
  6: [address, paid],
  7: [address, address, paid],
  8: [],
};

const above = (low, high) => high.cap * 8n >= low.cap * 9n && high.tip * 8n >= low.tip * 9n;
const ascending = (items, compare, why) => {
  for (let i = 1; i < items.length; i++) if (compare(items[i - 1], items[i]) >= 0) refuse(why);
};
const compareNumbers = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export function readRequest(bytes) {
  if (bytes.length > 256 * 1024) refuse('too large');
  const map = decode(bytes);
  if (map instanceof Map && map.get(1) !== 1n) refuse('another version');
  const [, batchId, desk, vault, sequence, last, policy, planned, review, snapshots, limits, lanes] =
    fields(map, [1, 2, 3, 4, 5, '6?', 7, 8, 9, 10, 11, 12]);
  bstr(batchId, 16); bstr(desk, 32); bstr(vault, 16); uint(sequence, 1n);
  if (last !== undefined) bstr(last, 32);
  bstr(policy, 32); uint(planned); uint(review, planned);
  const read = list(lanes, 1, 16).map(lane);
  ascending(read, (a, b) => compareNumbers(a.chain, b.chain) || Buffer.compare(a.account, b.account), 'order of lanes');
  const slots = read.flatMap((l) => l.runs).reduce((sum, r) => sum + r.count, 0n);
  const leaves = read.flatMap((l) => l.runs)
    .reduce((sum, r) => sum + r.count * BigInt(r.alternatives.reduce((n, a) => n + a.tiers.length, 0)), 0n);
  if (slots > 1000n || leaves > 10000n) refuse('too many slots or leaves');
  readSnapshots(snapshots, read);
  readLimits(limits, read);
  return { batchId, sequence, review, lanes: read };
}

function lane(v) {
  const [family, reference, account, schedule, runs] = fields(v, [1, 2, 3, 4, 5]);
  uint(family, 0n, 0n);
  uint(schedule);
  const read = list(runs, 1).map(run);
  for (let i = 1; i < read.length; i++)
    if (read[i - 1].first + read[i - 1].count > read[i].first) refuse('runs overlap or descend');
  return { chain: uint(reference, 1n), account: address(account), runs: read };
}

function run(v) {
  const [first, count, alternatives] = fields(v, [1, 2, 3]);
  uint(first);
  if (uint(count, 1n) > 1000n || first + count >= 1n << 63n) refuse('too many slots');
  const read = list(alternatives, 1, 32).map((a) => alternative(a, Number(count)));
  const cancel = read.findIndex((a) => a.code === 8);
  if (cancel >= 0) {
    if (cancel !== read.length - 1) refuse('cancel is not last, or not alone');
    for (const other of read.slice(0, -1))
      for (const tier of other.tiers) if (!above(tier, read.at(-1).tiers[0])) refuse('cancel does not replace');
  }
  for (let slot = 0; slot < Number(count); slot++) {
    const seen = new Set();
    for (const a of read) {
      const name = a.code + ':' + a.slots[slot].map((x) => (Buffer.isBuffer(x) ? x.toString('hex') : x)).join(':');
      if (seen.has(name)) refuse('the same operation twice');
      seen.add(name);
    }
  }
  return { first, count, alternatives: read };
}

function alternative(v, count) {
  if (!(v instanceof Map)) refuse('no map');
  const code = Number(uint(v.get(1) ?? refuse('missing key')));
  const kinds = ARGUMENTS[code] ?? refuse('unknown operation');
  const payment = code === 6 || code === 7;
  const [, released, gas, fees, ...columns] =
    fields(v, [1, 2, 3, 4, ...kinds.map((_, i) => 5 + i), ...(payment ? ['9?'] : [])]);
  const names = payment ? references(columns.pop(), count) : new Array(count).fill('');
  if (uint(released) !== (code === 8 ? 1n : 0n)) refuse('release class');
  uint(gas);
  const flat = list(fees, 2, 16).map(quantity);
  if (flat.length % 2) refuse('a tip is missing');
  const tiers = [];
  for (let i = 0; i < flat.length; i += 2) tiers.push({ cap: flat[i], tip: flat[i + 1] });
  tiers.forEach((t, i) => {
    if (t.tip > t.cap) refuse('tip above cap');
    if (i > 0 && (!above(tiers[i - 1], t) || t.cap <= tiers[i - 1].cap || t.tip < tiers[i - 1].tip)) refuse('tiers do not replace each other');
  });
  const read = columns.map((column, i) => {
    if (!Array.isArray(column)) return new Array(count).fill(kinds[i](column));
    const all = list(column, count, count).map(kinds[i]);
    const plain = all.map((x) => (Buffer.isBuffer(x) ? x.toString('hex') : x));
    if (plain.every((x) => x === plain[0])) refuse('a column of equal entries');
    return all;
  });
  const slots = [];
  for (let i = 0; i < count; i++) slots.push(read.map((column) => column[i]));
  return { code, gas, tiers, slots, references: names };
}

function references(v, count) {
  if (v === undefined) return new Array(count).fill('');
  const one = (x) => (/^[!#-~]+( [!#-~]+)*$/.test(text(x)) && x.length <= 40 ? x : refuse('a reference'));
  if (!Array.isArray(v)) return new Array(count).fill(one(v));
  const all = list(v, count, count).map((x) => (text(x) === '' ? x : one(x)));
  if (all.every((x) => x === all[0])) refuse('a column of equal references');
  return all;
}

function readSnapshots(v, lanes) {
  let facts = 0;
  let before = 0n;
  for (const snapshot of list(v, 0, 16)) {
    const [family, reference, block, hash, time, all] = fields(snapshot, [1, 2, 3, 4, 5, 6]);
    uint(family, 0n, 0n); uint(block); bstr(hash, 32); uint(time);
    if (uint(reference, 1n) <= before) refuse('order of snapshots');
    before = reference;
    facts += list(all).length;
    if (facts > 4096) refuse('too many facts');
    const names = all.map((f) => fact(f, reference, lanes));
    ascending(names, (a, b) => a.kind - b.kind || Buffer.compare(a.about, b.about), 'order of facts');
  }
}

function fact(v, chain, lanes) {
  list(v, 2);
  const kind = Number(uint(v[0], 1n, 7n));
  uint(v[1], 0n, 0n);
  const sizes = { 1: 4, 2: 4, 3: 4, 4: 3, 5: 4, 6: 6, 7: 3 };
  list(v, sizes[kind], sizes[kind]);
  const about = () => {
    if (Buffer.isBuffer(v[2])) {
      address(v[2]);
      if (lanes.some((l) => l.chain === chain && l.account.equals(v[2]))) refuse('an account with a lane by its address');
      return v[2];
    }
    const found = lanes[Number(uint(v[2]))] ?? refuse('no such lane');
    return found.chain === chain ? found.account : refuse('a lane of another chain');
  };
  switch (kind) {
    case 1: uint(v[3]); return { kind, about: about() };
    case 2: quantity(v[3]); return { kind, about: about() };
    case 3: bool(v[3]); return { kind, about: about() };
    case 4: quantity(v[2]); return { kind, about: Buffer.alloc(0) };
    case 5: quantity(v[3]); return { kind, about: address(v[2]) };
    case 6: uint(v[3], 0n, 3n); credentials(v[4]); uint(v[5]); return { kind, about: key(v[2]) };
    default: return { kind, about: key(v[2]) };
  }
}

function readLimits(v, lanes) {
  const read = list(v, 0, 256).map((limit) => {
    list(limit, 3, 3);
    if (lanes[Number(uint(limit[0]))] === undefined) refuse('no such lane');
    if (bstr(limit[1]).length !== 0) address(limit[1]);
    quantity(limit[2]);
    return { lane: limit[0], asset: limit[1] };
  });
  ascending(read, (a, b) => compareNumbers(a.lane, b.lane) || Buffer.compare(a.asset, b.asset), 'order of limits');
}

// operations.md: recipient, value and call data.
function transaction(chain, sender, code, args) {
  const pinned = () => DEPOSITS.get(chain) ?? refuse('no staking on this chain');
  const payable = (a) => (nobody(chain, a) ? refuse('a system contract') : a);
  switch (code) {
    case 1: {
      const topUp = args[1].equals(Buffer.alloc(32)) && args[3].equals(TOP_UP_SIGNATURE);
      return topUp ? refuse('a stake that is a top-up') : depositTx(pinned(), args[0], args[1], args[2], args[3]);
    }
    case 2: return depositTx(pinned(), args[0], Buffer.alloc(32), args[1], TOP_UP_SIGNATURE);
    case 3: pinned(); return { to: EXITS, value: args[1], data: Buffer.concat([args[0], be(0, 8)]) };
    case 4: pinned(); return { to: EXITS, value: args[2], data: Buffer.concat([args[0], be(args[1], 8)]) };
    case 5: pinned(); return { to: CONSOLIDATIONS, value: args[2], data: Buffer.concat([args[0], args[1]]) };
    case 6: return { to: payable(args[0]), value: args[1], data: Buffer.alloc(0) };
    case 7: return { to: payable(args[0]), value: 0n,
      data: Buffer.concat([hex('a9059cbb'), be(0, 12), payable(args[1]), be(args[2], 32)]) };
    default: return { to: sender, value: 0n, data: Buffer.alloc(0) };
  }
}

const TOP_UP_SIGNATURE = Buffer.concat([hex('c0'), Buffer.alloc(95)]);

function depositTx(to, pubkey, creds, gwei, signature) {
  const z = (n) => Buffer.alloc(n);
  const amount = Buffer.alloc(32);
  amount.writeBigUInt64LE(gwei);
  const p = sha256(pubkey, z(16));
  const s = sha256(sha256(signature.subarray(0, 64)), sha256(signature.subarray(64), z(32)));
  const root = sha256(sha256(p, creds), sha256(amount, s));
  const data = Buffer.concat([
    hex('22895118'), be(0x80, 32), be(0xe0, 32), be(0x120, 32), root,
    be(48, 32), pubkey, z(16), be(32, 32), creds, be(96, 32), signature,
  ]);
  return { to, value: gwei * GWEI, data };
}

export function rlp(v) {
  if (typeof v === 'bigint') {
    const text = v.toString(16);
    return rlp(v === 0n ? Buffer.alloc(0) : Buffer.from(text.length % 2 ? '0' + text : text, 'hex'));
  }
  const isList = Array.isArray(v);
  const body = isList ? Buffer.concat(v.map(rlp)) : v;
  if (!isList && body.length === 1 && body[0] < 0x80) return body;
  const offset = isList ? 0xc0 : 0x80;
  if (body.length < 56) return Buffer.concat([Buffer.from([offset + body.length]), body]);
  const size = body.length.toString(16);
  const length = Buffer.from(size.length % 2 ? '0' + size : size, 'hex');
  return Buffer.concat([Buffer.from([offset + 55 + length.length]), length, body]);
}

// Signing digests in canonical order: lane, nonce, alternative, tier.
export function expand(request) {
  const leaves = [];
  const seen = new Set();
  for (const l of request.lanes)
    for (const r of l.runs)
      for (let slot = 0; slot < Number(r.count); slot++)
        for (const a of r.alternatives) {
          const tx = transaction(l.chain, l.account, a.code, a.slots[slot]);
          for (const tier of a.tiers) {
            const fields = [l.chain, r.first + BigInt(slot), tier.tip, tier.cap, a.gas, tx.to, tx.value, tx.data, []];
            const digest = keccak256(Buffer.concat([Buffer.from([2]), rlp(fields)]));
            const name = l.account.toString('hex') + digest.toString('hex');
            if (seen.has(name)) refuse('a leaf twice');
            seen.add(name);
            const released = a.code === 8 ? 1 : 0;
            leaves.push({ chain: l.chain, sender: l.account, digest, nonce: r.first + BigInt(slot), released, fields, code: a.code, args: a.slots[slot], reference: a.references[slot], gas: a.gas, tier });
          }
        }
  return leaves;
}

export function batchDigest(bytes, leaves) {
  return sha256(tag('batch-digest'), be(bytes.length, 4), bytes,
    ...leaves.flatMap((l) => [be(0, 1), be(l.chain, 8), l.sender, l.digest]));
}

export function words(digest, wordList) {
  let h = BigInt('0x' + sha256(tag('words'), digest).toString('hex'));
  const found = [];
  for (let i = 0; i < 10; i++, h /= 7776n) found.push(wordList[Number(h % 7776n)]);
  return found.join(' ');
}
