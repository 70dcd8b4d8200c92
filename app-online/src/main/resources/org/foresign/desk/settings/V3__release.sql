-- What was decided to leave this desk, and what came of it. A decision is here before anything is
-- asked of the chain, an exposure before the first byte is sent.

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  leaf INTEGER NOT NULL REFERENCES leaf (id),
  cause TEXT NOT NULL CHECK (cause IN ('release', 'raise', 'burn')),
  state TEXT NOT NULL CHECK (state IN ('decided', 'exposed', 'stopped')),
  decided_at INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;

-- A leaf leaves this desk by one decision at most; one that was stopped before it does not count.
CREATE UNIQUE INDEX decision_standing ON decision (leaf) WHERE state <> 'stopped';
CREATE INDEX decision_open ON decision (id) WHERE state = 'decided';

-- Each time the bytes of a leaf were given to the endpoints; no outcome means nobody saw the end.
CREATE TABLE sending (
  id INTEGER PRIMARY KEY,
  leaf INTEGER NOT NULL REFERENCES leaf (id),
  sent_at INTEGER NOT NULL,
  outcome TEXT
) STRICT;

CREATE INDEX sending_open ON sending (id) WHERE outcome IS NULL;

-- effect: 0 none to wait for, 1 awaited, 2 in the queue, 3 there, 4 lost, 5 nobody can say any more.
-- slot: of the block it is in. left_slot: by then its request had left the predeploy's queue.
-- Withdrawals that wait are written gwei@epoch: those of the validator that were there before the
-- leaf was sent, and the one that is taken for its own.
-- void_block: the finalized block by which another transaction had used the nonce.
CREATE TABLE fate (
  leaf INTEGER PRIMARY KEY REFERENCES leaf (id),
  tx_hash BLOB,
  block INTEGER,
  block_hash BLOB,
  succeeded INTEGER,
  effect INTEGER NOT NULL DEFAULT 0,
  words TEXT NOT NULL DEFAULT '',
  slot INTEGER,
  left_slot INTEGER,
  earlier TEXT NOT NULL DEFAULT '',
  own TEXT NOT NULL DEFAULT '',
  void_block INTEGER,
  void_hash BLOB
) STRICT;

CREATE INDEX fate_open ON fate (leaf) WHERE effect IN (1, 2);
CREATE INDEX leaf_underway ON leaf (lane, nonce) WHERE state IN (1, 2);

-- Which result a held batch came from, so that the same one is known again at any time.
ALTER TABLE held_batch ADD COLUMN result BLOB;
