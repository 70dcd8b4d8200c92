-- Who this desk is, whom it is paired with, what it planned. Blobs are canonical bytes of their
-- spec pages; columns named sealed_* are AES-256-GCM under the desk's store key.

CREATE TABLE secret_slot (
  slot INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE own_key (
  name TEXT PRIMARY KEY,
  sealed_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_card (
  digest BLOB PRIMARY KEY,
  role INTEGER NOT NULL,
  own INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('shown', 'accepted', 'replaced', 'revoked')),
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE vault (
  instance BLOB PRIMARY KEY,
  card BLOB NOT NULL REFERENCES identity_card (digest),
  incarnation INTEGER NOT NULL,
  ceremony INTEGER NOT NULL,
  next_sequence INTEGER NOT NULL,
  last_result BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  address BLOB PRIMARY KEY,
  vault BLOB NOT NULL REFERENCES vault (instance),
  epoch INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE policy (
  vault BLOB NOT NULL REFERENCES vault (instance),
  number INTEGER NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  body BLOB NOT NULL,
  PRIMARY KEY (vault, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE endpoint (
  chain INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('execution', 'beacon')),
  place INTEGER NOT NULL,
  sealed_url BLOB NOT NULL,
  PRIMARY KEY (chain, kind, place)
) STRICT, WITHOUT ROWID;

-- The user's word that he runs the endpoints of a chain himself, sealed with the list it is about.
CREATE TABLE own_node (
  chain INTEGER PRIMARY KEY,
  sealed_list BLOB NOT NULL
) STRICT;

CREATE TABLE batch (
  batch_id BLOB PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  vault BLOB NOT NULL REFERENCES vault (instance),
  sequence INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'exported', 'imported', 'dropped', 'closed')),
  planned_at INTEGER NOT NULL,
  request BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE approval (
  digest BLOB NOT NULL,
  approver BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (digest, approver)
) STRICT, WITHOUT ROWID;

-- First nonce above every batch of a lane that is not dropped.
CREATE TABLE planned_lane (
  batch_id BLOB NOT NULL REFERENCES batch (batch_id) ON DELETE CASCADE,
  chain INTEGER NOT NULL,
  account BLOB NOT NULL,
  end_nonce INTEGER NOT NULL,
  PRIMARY KEY (batch_id, chain, account)
) STRICT, WITHOUT ROWID;
