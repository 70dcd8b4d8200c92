package org.foresign.model.eth;

import java.math.BigInteger;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Reads RLP strictly: shortest headers only, integers without leading zeros, every list to its very
 * end. Every deviation is a {@link ProblemException} with {@link EthProblem#RLP_MALFORMED}.
 */
public final class RlpReader {
  private static final int MAX_DEPTH = 8;

  private final byte[] data;
  private final int[] ends = new int[MAX_DEPTH + 1];
  private int depth;
  private int position;

  /**
   * Reads {@code data} from {@code offset}; it must not change meanwhile.
   *
   * @throws ProblemException if it is longer than {@code maxSize}
   */
  public RlpReader(byte[] data, int offset, int maxSize) throws ProblemException {
    if (data.length > maxSize) {
      throw malformed(data.length + " bytes, at most " + maxSize + " allowed");
    }
    this.data = data;
    this.position = offset;
    this.ends[0] = data.length;
  }

  /** A byte string of at most {@code maxLength}. */
  public Bytes bytes(int maxLength) throws ProblemException {
    int first = first();
    if (first >= 0xc0) {
      throw malformed("a list in place of bytes");
    }
    if (first < 0x80) {
      return Bytes.of(data, position++, 1);
    }
    int length = header(first - 0x80);
    if (length > maxLength) {
      throw malformed(length + " bytes, at most " + maxLength + " allowed");
    }
    if (length == 1 && data[position] >= 0) {
      throw malformed("a single byte in a longer form");
    }
    Bytes value = Bytes.of(data, position, length);
    position += length;
    return value;
  }

  /** A byte string of exactly {@code length}. */
  public Bytes bytesExactly(int length) throws ProblemException {
    Bytes value = bytes(length);
    if (value.size() != length) {
      throw malformed(value.size() + " bytes, not " + length);
    }
    return value;
  }

  /** The shortest big-endian bytes of a number of at most {@code maxBytes}. */
  public Bytes unsigned(int maxBytes) throws ProblemException {
    Bytes value = bytes(maxBytes);
    if (!value.isEmpty() && value.at(0) == 0) {
      throw malformed("a number with a leading zero");
    }
    return value;
  }

  /** A number from 0 to 2^63 - 1. */
  public long uint() throws ProblemException {
    Bytes value = unsigned(8);
    if (value.size() == 8 && value.at(0) < 0) {
      throw malformed("a number above 2^63 - 1");
    }
    long number = 0;
    for (int i = 0; i < value.size(); i++) {
      number = number << 8 | (value.at(i) & 0xff);
    }
    return number;
  }

  /** A number from 0 to 2^256 - 1. */
  public BigInteger quantity() throws ProblemException {
    return new BigInteger(1, unsigned(32).toArray());
  }

  public void beginList() throws ProblemException {
    int first = first();
    if (first < 0xc0) {
      throw malformed("bytes in place of a list");
    }
    if (depth == MAX_DEPTH) {
      throw malformed("nested too deep");
    }
    int length = header(first - 0xc0);
    ends[++depth] = position + length;
  }

  /** Whether the open list has a further item. */
  public boolean hasMore() {
    return position < ends[depth];
  }

  public void endList() throws ProblemException {
    if (depth == 0) {
      throw new IllegalStateException("no list is open");
    }
    if (hasMore()) {
      throw malformed("more items than expected");
    }
    depth--;
  }

  /** Checks that nothing follows. */
  public void end() throws ProblemException {
    if (depth != 0) {
      throw new IllegalStateException("a list is still open");
    }
    if (hasMore()) {
      throw malformed("bytes after the end");
    }
  }

  private int first() throws ProblemException {
    if (!hasMore()) {
      throw malformed("an item is missing");
    }
    return data[position] & 0xff;
  }

  /** Goes behind the header; {@code code} is 0 to 55 for a length, above for bytes of one. */
  private int header(int code) throws ProblemException {
    int end = ends[depth];
    position++;
    long length = code;
    if (code > 55) {
      int width = code - 55;
      if (width > 4 || width > end - position) {
        throw malformed("a length that does not fit");
      }
      length = 0;
      for (int i = 0; i < width; i++) {
        length = length << 8 | (data[position++] & 0xff);
      }
      if (length < 56 || length >>> (8 * (width - 1)) == 0) {
        throw malformed("a length in a longer form");
      }
    }
    if (length > end - position) {
      throw malformed("a length beyond the end");
    }
    return (int) length;
  }

  private ProblemException malformed(String found) {
    return Problem.of(EthProblem.RLP_MALFORMED, found, "at byte " + position).asException();
  }
}
