CREATE TABLE vault (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  instance BLOB NOT NULL,
  practice INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  ceremony INTEGER NOT NULL,
  ceremony_decision BLOB NOT NULL,
  officer_key BLOB NOT NULL,
  card BLOB NOT NULL,
  identity BLOB NOT NULL
) STRICT;

CREATE TABLE wrapped_secret (
  purpose TEXT NOT NULL CHECK (purpose IN ('open', 'sign', 'administer')),
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (purpose, number)
) STRICT;

CREATE TABLE seed (
  id INTEGER PRIMARY KEY,
  provenance TEXT NOT NULL CHECK (provenance IN ('generated', 'imported')),
  words INTEGER NOT NULL,
  sealed BLOB NOT NULL
) STRICT;

-- The signer is a kind, and the reference says to it which key is meant. A seed is there for a local key alone.
CREATE TABLE account (
  address BLOB PRIMARY KEY,
  signer TEXT NOT NULL CHECK (signer IN ('local', 'ledger', 'trezor', 'pkcs11', 'mpc')),
  reference TEXT NOT NULL,
  seed INTEGER REFERENCES seed (id),
  provenance TEXT NOT NULL
    CHECK (provenance IN ('generated', 'imported', 'device', 'token', 'group')),
  card BLOB NOT NULL,
  UNIQUE (seed, reference)
) STRICT;

CREATE TABLE peer (
  digest BLOB PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('desk', 'approver')),
  name TEXT NOT NULL,
  card BLOB NOT NULL,
  revoked INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  decision BLOB NOT NULL
) STRICT;

CREATE TABLE policy (
  number INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  document BLOB NOT NULL,
  active_from INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  decision BLOB NOT NULL
) STRICT;

CREATE TABLE policy_draft (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
  number INTEGER PRIMARY KEY,
  entry BLOB NOT NULL
) STRICT;

CREATE TABLE lane (
  id INTEGER PRIMARY KEY,
  family TEXT NOT NULL CHECK (family IN ('evm')),
  chain INTEGER NOT NULL,
  account BLOB NOT NULL,
  UNIQUE (family, chain, account)
) STRICT;

CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  batch_id BLOB NOT NULL UNIQUE,
  desk BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  policy_number INTEGER NOT NULL,
  ceremony INTEGER NOT NULL,
  claimed_at INTEGER NOT NULL,
  review_by INTEGER NOT NULL,
  leaves INTEGER NOT NULL,
  journal_head BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'signed', 'received', 'closed')),
  result BLOB,
  envelope BLOB,
  receipt_at INTEGER
) STRICT;

CREATE UNIQUE INDEX batch_sequence ON batch (desk, sequence);

CREATE TABLE leaf (
  batch INTEGER NOT NULL REFERENCES batch (id),
  position INTEGER NOT NULL,
  lane INTEGER NOT NULL REFERENCES lane (id),
  nonce INTEGER NOT NULL,
  signing_digest BLOB NOT NULL,
  PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;

-- What signing of a claimed batch has so far; gone when its result is kept.
CREATE TABLE signing_part (
  batch INTEGER NOT NULL REFERENCES batch (id),
  part INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (batch, part)
) STRICT;

CREATE TABLE slot_use (
  batch INTEGER NOT NULL REFERENCES batch (id),
  lane INTEGER NOT NULL REFERENCES lane (id),
  nonce INTEGER NOT NULL,
  highest_spend BLOB NOT NULL,
  exposure BLOB NOT NULL,
  purposes BLOB NOT NULL,
  PRIMARY KEY (batch, lane, nonce)
) STRICT, WITHOUT ROWID;

-- Nonces that officers took out of the outstanding exposure; act is the first entry of one decision.
CREATE TABLE writeoff_act (
  entry INTEGER PRIMARY KEY,
  decisions BLOB NOT NULL
) STRICT;

CREATE TABLE writeoff (
  entry INTEGER PRIMARY KEY,
  act INTEGER NOT NULL REFERENCES writeoff_act (entry),
  lane INTEGER NOT NULL REFERENCES lane (id),
  nonce INTEGER NOT NULL,
  block INTEGER NOT NULL,
  block_hash BLOB NOT NULL,
  used_by BLOB,
  source TEXT NOT NULL,
  after_batch INTEGER NOT NULL REFERENCES batch (id)
) STRICT;
