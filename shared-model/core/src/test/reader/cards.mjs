// Signed documents, identity cards, account cards and journal exports: docs/spec/identity-card.md,
// account-card.md and journal.md, written from those pages alone.
import { bool, bstr, decode, fields, list, refuse, text, uint } from './cbor.mjs';
import { addressOf, ed25519Key, recover, signedBy, x25519Key } from './crypto.mjs';
import { journalEntry } from './documents.mjs';
import { keccak256 } from './keccak.mjs';
import { rlp, sha256, tag } from './request.mjs';

const COUNT = 2n ** 32n - 1n;

function document(bytes, most) {
  if (bytes.length > most) refuse('too large');
  const parts = list(decode(bytes), 1);
  if (parts[0] !== 1n) refuse('another version');
  list(parts, 3, 3);
  const map = decode(bstr(parts[1]));
  if (!(map instanceof Map) || map.get(1) !== 1n) refuse('another version');
  return { map, body: parts[1], signature: bstr(parts[2], 64) };
}

const require = (right, why) => right || refuse(why);

export function identity(bytes) {
  const { map, body, signature } = document(bytes, 2048);
  const [, role, practice, epoch, created, signing, agreement, instance, incarnation, replaces, revoked, formats, operations] =
    fields(map, [1, 2, 3, 4, 5, 6, '7?', '8?', '9?', '10?', '11?', 12, 13]);
  uint(role, 1n, 3n); bool(practice); uint(epoch, 1n, COUNT); uint(created);
  ed25519Key(bstr(signing, 32));
  require((agreement !== undefined) === (role !== 3n), 'an agreement key');
  if (agreement !== undefined) x25519Key(bstr(agreement, 32));
  require((instance !== undefined) === (role === 2n) && (incarnation !== undefined) === (role === 2n), 'an instance');
  if (instance !== undefined) { bstr(instance, 16); uint(incarnation, 1n, COUNT); }
  require((replaces !== undefined) === (epoch > 1n), 'a replaced card');
  if (replaces !== undefined) bstr(replaces, 32);
  require(revoked === undefined || (revoked === true && replaces !== undefined), 'revoked');
  require(formats instanceof Map && formats.size >= 1 && formats.size <= 32, 'formats');
  for (const [code, version] of formats) { uint(BigInt(code), 1n, 255n); uint(version, 1n, 65535n); }
  let before = 0n;
  for (const code of list(operations, 1, 64)) before = uint(code, before + 1n, 255n);
  require(signedBy(signing, Buffer.concat([tag('identity-card'), body]), signature), 'signature');
  return { practice, role, signing, agreement, instance, digest: sha256(tag('identity-card-digest'), bytes) };
}

export function account(bytes, vault) {
  const { map, body, signature } = document(bytes, 1024);
  const [, family, signer, path, provenance, key, address, instance, card, epoch, practice, proof, parity] =
    fields(map, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  uint(family, 0n, 0n); uint(signer, 1n, 5n); uint(provenance, 1n, 5n);
  require(/^[ -~]{1,64}$/.test(text(path)), 'path');
  bstr(key, 33); bstr(address, 20); bstr(instance, 16); bstr(card, 32); uint(epoch, 1n, COUNT); bool(practice);
  bstr(proof, 64); uint(parity, 0n, 1n);
  require(signedBy(vault.signing, Buffer.concat([tag('account-card'), body]), signature), 'signature');
  require(card.equals(vault.digest) && instance.equals(vault.instance) && practice === vault.practice, 'another vault');
  // Practice chain, nonce, tip, cap, gas limit, to, value, data, access list.
  const tx = [1718579813n, 0n, 0n, 0n, 21000n, address, 0n, Buffer.alloc(0), []];
  const point = recover(keccak256(Buffer.concat([Buffer.from([2]), rlp(tx)])), proof, parity);
  const compressed = Buffer.concat([Buffer.from([2 + (point[63] & 1)]), point.subarray(0, 32)]);
  require(compressed.equals(key), 'proof of possession');
  require(addressOf(point).equals(address), 'address of the key');
  return { address, digest: sha256(tag('account-card-digest'), bytes) };
}

// The head of an export that this vault signed.
export function journalExport(bytes, vault) {
  const { map, body, signature } = document(bytes, 15000 * 1024);
  const [, instance, card, exported, entries] = fields(map, [1, 2, 3, 4, 5]);
  bstr(instance, 16); bstr(card, 32); uint(exported);
  require(signedBy(vault.signing, Buffer.concat([tag('journal-export'), body]), signature), 'signature');
  require(card.equals(vault.digest) && instance.equals(vault.instance), 'another vault');
  let last = null;
  for (const one of list(entries, 1, 100000)) {
    const entry = journalEntry(bstr(one));
    if (last !== null) {
      require(entry.number === last.number + 1n, 'a gap');
      require(entry.before.equals(last.hash), 'a link');
      require(entry.practice === last.practice, 'practice and real');
    }
    require(entry.event === 27 ? setBack(entry, last) : last === null || entry.time >= last.time, 'time goes back');
    last = entry;
  }
  return last.hash;
}

function setBack(entry, last) {
  const fact = (name) => entry.facts.find((f) => f[0] === name)?.[1] ?? '';
  if (entry.number === 1n || !/^[1-9][0-9]{0,17}$/.test(fact('from')) || fact('to') !== String(entry.time)) return false;
  const from = BigInt(fact('from'));
  return from > entry.time && (last === null || from === last.time);
}
