-- Two rows of a pair always come and go together.
CREATE TABLE pair (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  side INTEGER NOT NULL CHECK (side IN (0, 1)),
  note TEXT,
  body BLOB,
  UNIQUE (number, side)
) STRICT;

CREATE TRIGGER pair_is_final BEFORE UPDATE ON pair
BEGIN
  SELECT raise(ABORT, 'rows of a pair do not change');
END;
