-- Signed leaves. What a leaf does is computed from its batch's request when it is needed; here lie
-- only where it belongs, where it stands, and its signature, sealed under its class's content key.

CREATE TABLE lane (
  id INTEGER PRIMARY KEY,
  family INTEGER NOT NULL,
  reference INTEGER NOT NULL,
  account BLOB NOT NULL,
  UNIQUE (family, reference, account)
) STRICT;

CREATE TABLE held_batch (
  id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE REFERENCES batch (digest),
  ceremony INTEGER NOT NULL,
  review_by INTEGER NOT NULL
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
) STRICT, WITHOUT ROWID;

CREATE TABLE leaf (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES held_batch (id),
  leaf_index INTEGER NOT NULL,
  lane INTEGER NOT NULL REFERENCES lane (id),
  nonce INTEGER NOT NULL,
  release_class INTEGER NOT NULL,
  state INTEGER NOT NULL,
  signing_digest BLOB NOT NULL,
  sealed_signature BLOB NOT NULL,
  UNIQUE (batch, leaf_index)
) STRICT;

CREATE UNIQUE INDEX leaf_by_digest ON leaf (lane, signing_digest);
CREATE INDEX leaf_by_nonce ON leaf (lane, nonce);
