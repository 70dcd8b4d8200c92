// Values sealed in a home's file: docs/spec/sealed-value.md, written from that page alone.
import { identity } from './cards.mjs';
import { refuse } from './cbor.mjs';
import { hkdf, openGcm, publicEd25519, publicX25519 } from './crypto.mjs';
import { tag } from './request.mjs';

const name = (text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, 'ascii')]);

function opened(storeKey, table, column, rowKey, sealed) {
  if (sealed[0] !== 1) refuse('another version');
  const place = Buffer.concat([name(table), name(column)]);
  const key = hkdf(storeKey, Buffer.concat([tag('column-key'), place]));
  return openGcm(key, sealed.subarray(1, 13), Buffer.concat([tag('sealed-value'), place, rowKey]), sealed.subarray(13));
}

const row = (number) => { const key = Buffer.alloc(8); key.writeBigUInt64BE(number); return key; };

// The card whose keys are inside.
export function vaultIdentity(sealed, openKey, instance, practice, officers, card) {
  const keys = opened(openKey, 'vault', 'identity', Buffer.concat([row(1n), instance, practice, officers]), sealed);
  const read = identity(card);
  const ours = publicEd25519(keys.subarray(0, 32)).equals(read.signing) && publicX25519(keys.subarray(32)).equals(read.agreement);
  return keys.length === 64 && ours ? read.digest : refuse('keys of another card');
}

// The entropy of a seed's words.
export function vaultSeed(sealed, signKey, number, provenance, words, instance, practice, officers) {
  const place = [number, provenance, words].map((one) => row(BigInt(one[0])));
  const inside = opened(signKey, 'seed', 'sealed', Buffer.concat([...place, instance, practice, officers]), sealed);
  return inside.length >= 80 && inside.length <= 96 ? inside.subarray(0, -64) : refuse('length of a seed');
}
