package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Walks the items of one strict RLP list (yellow paper, appendix B). The node's own reader, on
 * purpose not the product's: what the product encodes is read here by other code.
 */
final class RlpCursor {
  private static final int SHORT = 55;

  private final byte[] data;
  private final int end;
  private int position;

  private RlpCursor(byte[] data, int position, int end) {
    this.data = data;
    this.position = position;
    this.end = end;
  }

  /** Opens the list that fills {@code data} from {@code offset} to its end. */
  static RlpCursor list(byte[] data, int offset) throws Malformed {
    RlpCursor outer = new RlpCursor(data, offset, data.length);
    RlpCursor inner = outer.list();
    outer.finish();
    return inner;
  }

  /** Bytes that are no canonical RLP of the expected shape. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  RlpCursor list() throws Malformed {
    int prefix = prefix();
    if (prefix < 0xc0) {
      throw new Malformed("rlp: expected List");
    }
    int length = length(prefix, 0xc0);
    RlpCursor inner = new RlpCursor(data, position, position + length);
    position += length;
    return inner;
  }

  byte[] bytes() throws Malformed {
    int prefix = prefix();
    if (prefix >= 0xc0) {
      throw new Malformed("rlp: expected input string or byte");
    }
    if (prefix < 0x80) {
      return new byte[] {(byte) prefix};
    }
    int length = length(prefix, 0x80);
    if (length == 1 && (data[position] & 0xff) < 0x80) {
      throw new Malformed("rlp: non-canonical size information");
    }
    position += length;
    return Arrays.copyOfRange(data, position - length, position);
  }

  byte[] bytes(int size) throws Malformed {
    byte[] value = bytes();
    if (value.length != size) {
      throw new Malformed("rlp: input string of wrong size");
    }
    return value;
  }

  BigInteger number(int maxBytes) throws Malformed {
    byte[] value = bytes();
    if (value.length > maxBytes) {
      throw new Malformed("rlp: number too large");
    }
    if (value.length > 0 && value[0] == 0) {
      throw new Malformed("rlp: non-canonical integer (leading zero bytes)");
    }
    return new BigInteger(1, value);
  }

  /** An unsigned integer that fits the positive half of a long. */
  long number() throws Malformed {
    BigInteger value = number(8);
    if (value.bitLength() > 63) {
      throw new Malformed("rlp: number too large");
    }
    return value.longValueExact();
  }

  /** Where the next item begins in the data. */
  int position() {
    return position;
  }

  boolean atEnd() {
    return position == end;
  }

  void finish() throws Malformed {
    if (!atEnd()) {
      throw new Malformed("rlp: input contains more than one value");
    }
  }

  private int prefix() throws Malformed {
    if (position >= end) {
      throw new Malformed("rlp: too few elements");
    }
    return data[position++] & 0xff;
  }

  private int length(int prefix, int base) throws Malformed {
    int length = prefix - base;
    if (length > SHORT) {
      length = longLength(length - SHORT);
    }
    if (length > end - position) {
      throw new Malformed("rlp: value size exceeds available input length");
    }
    return length;
  }

  private int longLength(int sizeBytes) throws Malformed {
    if (sizeBytes > 3 || sizeBytes > end - position || data[position] == 0) {
      throw new Malformed("rlp: non-canonical size information");
    }
    int length = 0;
    for (int i = 0; i < sizeBytes; i++) {
      length = length << 8 | (data[position++] & 0xff);
    }
    if (length <= SHORT) {
      throw new Malformed("rlp: non-canonical size information");
    }
    return length;
  }
}
