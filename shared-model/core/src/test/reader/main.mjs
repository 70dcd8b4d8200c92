// Reads lines "kind hex", with further hex for cards and keys, and answers each with what it found, or "refused" and why.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createHash } from 'node:crypto';
import { Refused } from './cbor.mjs';
import { account, identity, journalExport } from './cards.mjs';
import { checksum } from './crypto.mjs';
import * as documents from './documents.mjs';
import { open, openResult } from './envelope.mjs';
import { ledger } from './ledger.mjs';
import { Beyond, policy } from './policy.mjs';
import { vaultIdentity, vaultSeed } from './sealed.mjs';
import { batchDigest, expand, readRequest, words } from './request.mjs';

const file = readFileSync(process.argv[2]);
// The hash that docs/spec/words.md gives for the list.
if (createHash('sha256').update(file).digest('hex') !== process.argv[3]) throw new Error('another word list');
const wordList = file.toString('ascii').trim().split('\n').map((line) => line.trim().split(/\s+/).at(-1));

const readers = {
  request(bytes) {
    const leaves = expand(readRequest(bytes));
    const digest = batchDigest(bytes, leaves);
    return [digest.toString('hex'), leaves.length, words(digest, wordList)].join(' ');
  },
  approval: (bytes) => documents.approval(bytes).signed.toString('hex'),
  delivery: (bytes) => documents.delivery(bytes).request.toString('hex'),
  signed(bytes) {
    const read = documents.signedBatch(bytes);
    return read.digest.toString('hex') + ' ' + read.signed;
  },
  receipt: (bytes) => documents.receipt(bytes)
    .map((s) => `eip155:${s.chain}:${checksum(s.account)}#${s.nonce} ${s.block} ${s.hash.toString('hex')} ${s.leaf.toString('hex')}`)
    .join(',') || 'none',
  journal: (bytes) => documents.journalEntry(bytes).hash.toString('hex'),
  identity: (bytes) => identity(bytes).digest.toString('hex'),
  account(bytes, vault) {
    const read = account(bytes, identity(vault));
    return read.digest.toString('hex') + ' ' + checksum(read.address);
  },
  export: (bytes, vault) => journalExport(bytes, identity(vault)).toString('hex'),
  policy(bytes, vault) {
    const read = policy(bytes, identity(vault));
    return [read.hash.toString('hex'), read.number, read.previous?.toString('hex') ?? 'first', read.ours].join(' ');
  },
  envelope: (bytes, sender, receiver, secret, [type, direction]) =>
    open(bytes, type, direction, identity(sender), identity(receiver), secret).toString('hex'),
  opened: (bytes, request, desk, secret) =>
    openResult(bytes, expand(readRequest(request)), desk, secret).map((hash) => hash.toString('hex')).join(' ') || 'none',
  'vault-identity': (...parts) => vaultIdentity(...parts).toString('hex'),
  'vault-seed': (...parts) => vaultSeed(...parts).toString('hex'),
  ledger: (bytes) => ledger(bytes).toString('hex'),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, ...parts] = line.split(' ');
  try {
    console.log(readers[kind](...parts.map((hex) => Buffer.from(hex, 'hex'))));
  } catch (e) {
    if (e instanceof Beyond) console.log('beyond');
    else if (e instanceof Refused) console.log('refused ' + e.message);
    else throw e;
  }
}
