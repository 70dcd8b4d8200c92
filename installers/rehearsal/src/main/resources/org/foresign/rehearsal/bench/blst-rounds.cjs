// Checks every line "key signing-root signature" (hex) with the npm binding of blst, one by one.
// For each line on the standard input it runs one round and answers its nanoseconds.
'use strict';
const fs = require('node:fs');
const readline = require('node:readline');

const [, , binding, file] = process.argv;
const { PublicKey, Signature, verify } = require(binding);
const bytes = (hex) => Uint8Array.from(Buffer.from(hex.replace(/^0x/, ''), 'hex'));
const triples = fs
  .readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(' ').map(bytes));

readline.createInterface({ input: process.stdin }).on('line', () => {
  const start = process.hrtime.bigint();
  for (const [key, root, signature] of triples) {
    // The group checks happen while the points are read.
    if (!verify(root, PublicKey.fromBytes(key, true), Signature.fromBytes(signature, true, true))) {
      throw new Error('a good deposit was refused');
    }
  }
  process.stdout.write(`${process.hrtime.bigint() - start}\n`);
});
