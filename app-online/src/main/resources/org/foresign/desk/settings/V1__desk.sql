-- Who this desk is, whom it is paired with, what it planned. Blobs are canonical bytes of their
-- spec pages; columns named sealed_* are AES-256-GCM under the desk's store key, columns named *_hash
-- of an account or a leaf are keyed hashes under it (docs/spec/sealed-value.md).

CREATE TABLE wrapped_secret (
  number INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- The sum over the codes of all rows of all other tables (docs/spec/row-binding.md). For it no table
-- may be WITHOUT ROWID, and no row may be replaced or removed by a conflict or a foreign key.
CREATE TABLE row_seal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed_sum BLOB NOT NULL
) STRICT;

CREATE TABLE own_key (
  name TEXT PRIMARY KEY,
  sealed_key BLOB NOT NULL
) STRICT;

CREATE TABLE identity_card (
  digest BLOB PRIMARY KEY,
  role INTEGER NOT NULL,
  own INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('shown', 'accepted', 'replaced', 'revoked')),
  body BLOB NOT NULL
) STRICT;

CREATE TABLE vault (
  instance BLOB PRIMARY KEY,
  card BLOB NOT NULL REFERENCES identity_card (digest),
  incarnation INTEGER NOT NULL,
  ceremony INTEGER NOT NULL,
  next_sequence INTEGER NOT NULL,
  last_result BLOB
) STRICT;

CREATE TABLE account (
  account_hash BLOB PRIMARY KEY,
  vault BLOB NOT NULL REFERENCES vault (instance),
  epoch INTEGER NOT NULL,
  sealed_card BLOB NOT NULL
) STRICT;

CREATE TABLE policy (
  vault BLOB NOT NULL REFERENCES vault (instance),
  number INTEGER NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  sealed_body BLOB NOT NULL,
  PRIMARY KEY (vault, number)
) STRICT;

CREATE TABLE endpoint (
  family INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('execution', 'beacon')),
  place INTEGER NOT NULL,
  sealed_url BLOB NOT NULL,
  PRIMARY KEY (family, reference, kind, place)
) STRICT;

-- The user's word that he runs the endpoints of a chain himself, sealed with the list it is about.
CREATE TABLE own_node (
  family INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  sealed_list BLOB NOT NULL,
  PRIMARY KEY (family, reference)
) STRICT;

CREATE TABLE batch (
  batch_id BLOB PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  vault BLOB NOT NULL REFERENCES vault (instance),
  sequence INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'exported', 'imported', 'dropped', 'closed')),
  planned_at INTEGER NOT NULL,
  sealed_request BLOB NOT NULL
) STRICT;

CREATE TABLE approval (
  digest BLOB NOT NULL,
  approver BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (digest, approver)
) STRICT;

-- First nonce above every batch of a lane that is not dropped.
CREATE TABLE planned_lane (
  batch_id BLOB NOT NULL REFERENCES batch (batch_id),
  family INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  account_hash BLOB NOT NULL,
  end_nonce INTEGER NOT NULL,
  PRIMARY KEY (batch_id, family, reference, account_hash)
) STRICT;

-- Signed leaves. What a leaf does is computed from its batch's request when it is needed; here lie
-- only where it belongs, where it stands, and its signature, sealed under its class's content key.

CREATE TABLE lane (
  id INTEGER PRIMARY KEY,
  family INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  account_hash BLOB NOT NULL,
  sealed_account BLOB NOT NULL,
  UNIQUE (family, reference, account_hash)
) STRICT;

-- The process that decides on a lane, until it ends: its number, and when it began (milliseconds), by
-- which a later one of the same number is told apart.
CREATE TABLE lane_lock (
  lane INTEGER PRIMARY KEY REFERENCES lane (id),
  process INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  since INTEGER NOT NULL
) STRICT;

CREATE TABLE held_batch (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE REFERENCES batch (digest),
  ceremony INTEGER NOT NULL,
  review_by INTEGER NOT NULL,
  -- Which result it came from, so that the same one is known again at any time.
  result BLOB
) STRICT;

-- One content key for each batch and release class, wrapped as a signed batch's sections are.
CREATE TABLE held_key (
  batch INTEGER NOT NULL REFERENCES held_batch (id),
  release_class INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  recipient BLOB NOT NULL,
  parameters BLOB NOT NULL,
  wrapped BLOB NOT NULL,
  PRIMARY KEY (batch, release_class, kind, recipient)
) STRICT;

CREATE TABLE leaf (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES held_batch (id),
  leaf_index INTEGER NOT NULL,
  lane INTEGER NOT NULL REFERENCES lane (id),
  nonce INTEGER NOT NULL,
  release_class INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'exposed', 'included', 'final', 'void')),
  signing_hash BLOB NOT NULL,
  sealed_signature BLOB NOT NULL,
  UNIQUE (batch, leaf_index)
) STRICT;

CREATE UNIQUE INDEX leaf_by_hash ON leaf (lane, signing_hash);
CREATE INDEX leaf_by_nonce ON leaf (lane, nonce, batch, leaf_index);
-- What following asks at each look; neither grows with what is settled.
CREATE INDEX leaf_held ON leaf (lane, nonce) WHERE state IN ('held');
CREATE INDEX leaf_underway ON leaf (lane, nonce) WHERE state IN ('exposed', 'included');

-- What was decided to leave this desk, and what came of it. A decision is here before anything is
-- asked of the chain, an exposure before the first byte is sent.

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  leaf INTEGER NOT NULL REFERENCES leaf (id),
  cause TEXT NOT NULL CHECK (cause IN ('release', 'raise', 'burn')),
  state TEXT NOT NULL CHECK (state IN ('decided', 'exposed', 'stopped')),
  decided_at INTEGER NOT NULL,
  sealed_end BLOB
) STRICT;

-- A leaf leaves this desk by one decision at most; one that was stopped before it does not count.
CREATE UNIQUE INDEX decision_standing ON decision (leaf) WHERE state <> 'stopped';
CREATE INDEX decision_open ON decision (id) WHERE state = 'decided';

-- Each time the bytes of a leaf were given to the endpoints; no outcome means nobody saw the end.
CREATE TABLE sending (
  id INTEGER PRIMARY KEY,
  leaf INTEGER NOT NULL REFERENCES leaf (id),
  sent_at INTEGER NOT NULL,
  sealed_end BLOB
) STRICT;

CREATE INDEX sending_open ON sending (id) WHERE sealed_end IS NULL;

-- All else that became of a leaf, its transaction's hash and block too, is in the sealed body.
CREATE TABLE fate (
  leaf INTEGER PRIMARY KEY REFERENCES leaf (id),
  effect TEXT NOT NULL
    CHECK (effect IN ('none', 'awaited', 'queued', 'there', 'lost', 'unknown')),
  sealed_body BLOB NOT NULL
) STRICT;

CREATE INDEX fate_open ON fate (leaf) WHERE effect IN ('awaited', 'queued');
