package org.foresign.codec;

/** The kinds of items that the strict CBOR subset has; {@code docs/spec/cbor.md}. */
public enum CborType {
  UINT,
  NEGINT,
  BYTES,
  TEXT,
  ARRAY,
  MAP,
  BOOL
}
