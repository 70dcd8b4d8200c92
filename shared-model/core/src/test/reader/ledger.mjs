// The ledger digest: docs/spec/journal.md and policy.md ("Exposure", "Purposes"), written from those
// pages alone. Requests are read as they came; what the vault added is given beside them.
import { be, batchDigest, expand, readRequest, sha256, tag } from './request.mjs';

const NATIVE = Buffer.alloc(20);
const max = (a, b) => (a > b ? a : b);

// What a leaf can cost, by asset.
function exposure(leaf) {
  const [, , , cap, gas, , value] = leaf.fields;
  const costs = [[NATIVE, value + gas * cap]];
  if (leaf.code === 7) costs.push([leaf.args[0], leaf.args[2]]);
  return costs;
}

function purpose(leaf) {
  const [a, b, c] = leaf.args;
  const about = {
    1: () => [1, a], 2: () => [2, a, be(b, 8)], 3: () => [3, a], 4: () => [4, a],
    5: () => (a.equals(b) ? [5, a] : [3, a]),
    6: () => [6, a, be(b, 32), Buffer.from(leaf.reference, 'ascii')],
    7: () => [7, a, b, be(c, 32), Buffer.from(leaf.reference, 'ascii')],
  }[leaf.code];
  if (about === undefined) return null;
  const [kind, ...subject] = about();
  return sha256(tag('purpose'), Buffer.from([kind, 0]), be(leaf.chain, 8), ...subject);
}

const placed = (slot) => [be(0, 1), be(slot.chain, 8), slot.sender, be(slot.nonce, 8)];

function slots(leaves) {
  const found = new Map();
  for (const leaf of leaves) {
    const name = Buffer.concat(placed(leaf)).toString('hex');
    if (!found.has(name)) found.set(name, { ...leaf, cap: 0n, tip: 0n, assets: new Map(), purposes: new Map() });
    const slot = found.get(name);
    if (leaf.code !== 8) { slot.cap = max(slot.cap, leaf.fields[3]); slot.tip = max(slot.tip, leaf.fields[2]); }
    for (const [asset, amount] of exposure(leaf)) {
      const key = asset.toString('hex');
      slot.assets.set(key, max(slot.assets.get(key) ?? 0n, amount));
    }
    const id = purpose(leaf);
    if (id !== null) {
      const key = id.toString('hex'), withdrawn = leaf.code === 4 ? leaf.args[1] : 0n;
      slot.purposes.set(key, max(slot.purposes.get(key) ?? 0n, withdrawn));
    }
  }
  return [...found.values()];
}

function claimed(before, claim) {
  const request = Buffer.from(claim.request, 'hex');
  const read = readRequest(request), leaves = expand(read), all = slots(leaves);
  const parts = [
    tag('ledger'), before, batchDigest(request, leaves), read.batchId, Buffer.from(claim.desk, 'hex'),
    be(read.sequence, 8), be(claim.policy, 8), be(claim.ceremony, 8), be(claim.claimedAt, 8), be(read.review, 8),
    be(leaves.length, 4), ...leaves.flatMap((leaf) => [...placed(leaf), leaf.digest]),
    be(all.length, 4),
  ];
  for (const slot of all) {
    parts.push(...placed(slot), be(slot.cap, 32), be(slot.tip, 32), be(slot.assets.size, 2));
    for (const [asset, amount] of [...slot.assets].sort()) parts.push(Buffer.from(asset, 'hex'), be(amount, 32));
    parts.push(be(slot.purposes.size, 2), ...[...slot.purposes].sort().flatMap(([id, gwei]) => [Buffer.from(id, 'hex'), be(gwei, 8)]));
  }
  return sha256(...parts);
}

function writtenOff(before, one) {
  const slot = { chain: BigInt(one.chain), sender: Buffer.from(one.account, 'hex'), nonce: BigInt(one.nonce) };
  return sha256(tag('ledger-writeoff'), before, ...placed(slot), be(one.block, 8), Buffer.from(one.hash, 'hex'),
    one.leaf === '' ? Buffer.alloc(32) : Buffer.from(one.leaf, 'hex'));
}

// A JSON list of what the journal tells, in its order.
export function ledger(bytes) {
  return JSON.parse(bytes.toString('utf8')).reduce(
    (before, one) => ('request' in one ? claimed(before, one) : writtenOff(before, one)), Buffer.alloc(32));
}
