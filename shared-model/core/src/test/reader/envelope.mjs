// Envelopes and sections: docs/spec/envelope.md and signed-batch.md, written from those pages alone.
import { bool, bstr, decode, fields, list, refuse, uint } from './cbor.mjs';
import { addressOf, agree, hkdf, openGcm, publicX25519, recover, signedBy, x25519Key } from './crypto.mjs';
import { signedBatch } from './documents.mjs';
import { keccak256 } from './keccak.mjs';
import { be, rlp, sha256, tag } from './request.mjs';

const ZERO_NONCE = Buffer.alloc(12);
const NONE = Buffer.alloc(0);

// Strict CBOR of what is only written: numbers, bytes, text, arrays.
function encode(v) {
  const head = (major, n) => {
    for (const [info, size] of [[24, 1], [25, 2], [26, 4], [27, 8]])
      if (n < (size === 1 ? 24 : 2 ** (4 * size))) return Buffer.from([major * 32 + n]);
      else if (n < 2 ** (8 * size)) return Buffer.concat([Buffer.from([major * 32 + info]), be(n, size)]);
    return refuse('too large');
  };
  if (typeof v === 'number') return head(0, v);
  if (typeof v === 'string') return Buffer.concat([head(3, Buffer.byteLength(v)), Buffer.from(v)]);
  if (Array.isArray(v)) return Buffer.concat([head(4, v.length), ...v.map(encode)]);
  return Buffer.concat([head(2, v.length), v]);
}

const K = 1024;
const PAYLOAD = { 1: 2048, 2: 1024, 3: 1000 * K, 4: 300 * K, 5: K, 6: K * K, 7: 60 * K, 8: 16000 * K };
const noHeader = (v) => (v instanceof Map && v.size === 0 ? v : refuse('an unprotected header'));
const algorithm = (v, wanted) => (v === wanted ? v : refuse('another algorithm'));

// The payload for a receiver who waits for this type and direction from this sender.
export function open(bytes, type, direction, sender, receiver, secret) {
  if (bytes.length > PAYLOAD[type] + 700) refuse('too large');
  const [protectedBytes, unprotected, ciphertext, recipients] = list(decode(bytes), 4, 4);
  bstr(protectedBytes); noHeader(unprotected); bstr(ciphertext);
  const [recipient, more, last] = list(list(recipients, 1, 1)[0], 3, 3);
  bstr(recipient); noHeader(more); bstr(last, 0);
  const [alg, ours] = fields(decode(protectedBytes), [1, -65537]);
  algorithm(alg, 3n);
  const [product, code, version, way, practice, from, to, instance, id] = list(ours, 9, 9);
  if (product !== 'foresign' || code !== BigInt(type) || version !== 1n || way !== BigInt(direction)) refuse('not what is waited for');
  if (bool(practice) !== sender.practice || practice !== receiver.practice) refuse('practice');
  if (!bstr(from, 32).equals(sender.digest) || !bstr(to, 32).equals(receiver.digest)) refuse('another pair');
  if (!bstr(instance).equals(direction === 0 ? receiver.instance : NONE)) refuse('another instance');
  bstr(id, 16);
  const [agreement, ephemeral] = fields(decode(recipient), [1, -1]);
  algorithm(agreement, -25n);
  x25519Key(bstr(ephemeral, 32));
  const info = encode([3, [from, NONE, ephemeral], [to, NONE, receiver.agreement], [256, recipient, protectedBytes]]);
  const key = hkdf(agree(secret, ephemeral), info);
  const inner = openGcm(key, ZERO_NONCE, encode(['Encrypt', protectedBytes, NONE]), ciphertext);

  const [signProtected, empty, payload, signature] = list(decode(inner), 4, 4);
  noHeader(empty);
  const [eddsa, signer] = fields(decode(bstr(signProtected)), [1, 4]);
  algorithm(eddsa, -8n);
  if (!bstr(signer, 32).equals(sender.digest)) refuse('another signer');
  const signed = encode(['Signature1', signProtected, protectedBytes, bstr(payload)]);
  if (!signedBy(sender.signing, signed, bstr(signature, 64))) refuse('signature');
  if (payload.length === 0 || payload.length > PAYLOAD[type]) refuse('length of the payload');
  return payload;
}

// The signed transactions of a result, as they would be sent, in the order of the request's leaves.
export function openResult(bytes, leaves, desk, secret) {
  const batch = signedBatch(bytes);
  if (batch.leaves !== leaves.length) refuse('another count of leaves');
  const headerHash = sha256(batch.header);
  const own = publicX25519(secret);
  const found = new Map();
  for (const section of batch.sections) {
    const wrap = section.wraps.find((w) => w.card.equals(desk)) ?? refuse('not for us');
    const place = [headerHash, be(section.released, 1)];
    const info = Buffer.concat([tag('section-wrap'), wrap.ephemeral, own, ...place]);
    const key = openGcm(hkdf(agree(secret, wrap.ephemeral), info), ZERO_NONCE, info, wrap.wrapped);
    const data = Buffer.concat([tag('section'), ...place, be(section.count, 4)]);
    const plain = openGcm(key, ZERO_NONCE, data, section.ciphertext);
    const signed = leaves.filter((leaf, i) => leaf.released === section.released && batch.isSigned(i));
    if (signed.length !== section.count) refuse('another count of signatures');
    const parities = plain.subarray(64 * section.count);
    if (section.count % 8 && parities.at(-1) >> section.count % 8) refuse('spare parity bits');
    signed.forEach((leaf, i) => {
      const compact = plain.subarray(64 * i, 64 * i + 64);
      const parity = (parities[i >> 3] >> (i & 7)) & 1;
      if (!addressOf(recover(leaf.digest, compact, parity)).equals(leaf.sender)) refuse('another signer');
      const whole = (part) => BigInt('0x' + part.toString('hex'));
      const fields = [...leaf.fields, BigInt(parity), whole(compact.subarray(0, 32)), whole(compact.subarray(32))];
      found.set(leaf, Buffer.concat([Buffer.from([2]), rlp(fields)]));
    });
  }
  return leaves.filter((leaf) => found.has(leaf)).map((leaf) => keccak256(found.get(leaf)));
}
