// Reads lines "kind hex" and answers each with what it found, or "refused" and why.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createHash } from 'node:crypto';
import { Refused } from './cbor.mjs';
import * as documents from './documents.mjs';
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
  signed: (bytes) => documents.signedBatch(bytes).digest.toString('hex'),
  receipt: (bytes) => { documents.receipt(bytes); return 'fine'; },
  journal: (bytes) => documents.journalEntry(bytes).hash.toString('hex'),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, hex] = line.split(' ');
  try {
    console.log(readers[kind](Buffer.from(hex ?? '', 'hex')));
  } catch (e) {
    if (!(e instanceof Refused)) throw e;
    console.log('refused ' + e.message);
  }
}
