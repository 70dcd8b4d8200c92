package org.foresign.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Reads one item of the strict CBOR subset ({@code docs/spec/cbor.md}). Every deviation is a {@link
 * ProblemException} with a {@link CodecProblem}; nothing is allocated by a length that the bytes do
 * not really have. Calling {@link #key} where no key is due is a bug, not bad input.
 *
 * <p>A container is left without a word after its last child: read a count with {@link #array} and
 * loop over it, or fix it with {@link #arrayExactly}; for maps prefer {@link #mapReader}.
 */
public final class CborReader {
  private final CborInput in;
  private final CborFrames frames;

  /**
   * Reads {@code data}, which must not change meanwhile.
   *
   * @throws ProblemException if it is longer than {@code maxSize} bytes
   */
  public CborReader(byte[] data, int maxSize) throws ProblemException {
    this(data, maxSize, 0);
  }

  /** As {@link #CborReader(byte[], int)}. */
  public CborReader(Bytes data, int maxSize) throws ProblemException {
    this(data.toArray(), maxSize);
  }

  CborReader(byte[] data, int maxSize, int baseDepth) throws ProblemException {
    if (data.length > maxSize) {
      throw Problem.of(
              CodecProblem.CBOR_TOO_LARGE, data.length + " bytes, at most " + maxSize + " allowed")
          .asException();
    }
    this.in = new CborInput(data);
    this.frames = new CborFrames(baseDepth);
  }

  /** The kind of the next item. */
  public CborType peekType() throws ProblemException {
    return in.type();
  }

  /** A number from 0 to 2^63 - 1. */
  public long uint() throws ProblemException {
    expect(CborType.UINT);
    long value = in.argument();
    if (value < 0) {
      throw in.problem(CodecProblem.CBOR_OUT_OF_RANGE, "above 2^63 - 1");
    }
    frames.leaf();
    return value;
  }

  /** A number from 0 to {@code max}. */
  public long uint(long max) throws ProblemException {
    int start = in.position();
    long value = uint();
    if (value > max) {
      throw in.problemAt(start, CodecProblem.CBOR_OUT_OF_RANGE, value + " is above " + max);
    }
    return value;
  }

  /** A number from 0 to 2^64 - 1 as its 64 bits. */
  public long uint64() throws ProblemException {
    expect(CborType.UINT);
    long value = in.argument();
    frames.leaf();
    return value;
  }

  /** A number from -2^63 to 2^63 - 1. */
  public long integer() throws ProblemException {
    if (peekType() == CborType.UINT) {
      return uint();
    }
    expect(CborType.NEGINT);
    long value = in.argument();
    if (value < 0) {
      throw in.problem(CodecProblem.CBOR_OUT_OF_RANGE, "below -2^63");
    }
    frames.leaf();
    return ~value;
  }

  /** A number from 0 to 2^256 - 1 in the form of {@link CborWriter#quantity}. */
  public BigInteger quantity() throws ProblemException {
    int start = in.position();
    if (peekType() == CborType.UINT) {
      return new BigInteger(Long.toUnsignedString(uint64()));
    }
    Bytes magnitude = bytes(32);
    if (magnitude.size() < 9 || magnitude.at(0) == 0) {
      throw in.problemAt(start, CodecProblem.CBOR_NOT_CANONICAL, "a quantity in too many bytes");
    }
    return new BigInteger(1, magnitude.toArray());
  }

  /** A byte string of at most {@code maxLength}. */
  public Bytes bytes(int maxLength) throws ProblemException {
    expect(CborType.BYTES);
    Bytes value = in.bytes(maxLength);
    frames.leaf();
    return value;
  }

  /** A byte string of exactly {@code length}. */
  public Bytes bytesExactly(int length) throws ProblemException {
    int start = in.position();
    Bytes value = bytes(length);
    if (value.size() != length) {
      throw in.problemAt(
          start, CodecProblem.CBOR_UNEXPECTED_TYPE, value.size() + " bytes, not " + length);
    }
    return value;
  }

  /** A {@link Digest32}: a byte string of 32. */
  public Digest32 digest32() throws ProblemException {
    return new Digest32(bytesExactly(32));
  }

  /** Valid UTF-8 text of at most {@code maxBytes} encoded bytes. */
  public String text(int maxBytes) throws ProblemException {
    expect(CborType.TEXT);
    String value = in.text(maxBytes);
    frames.leaf();
    return value;
  }

  public boolean bool() throws ProblemException {
    expect(CborType.BOOL);
    frames.leaf();
    return in.bool();
  }

  /** Enters an array of at most {@code maxItems}; returns how many items it has. */
  public int array(int maxItems) throws ProblemException {
    return open(CborType.ARRAY, maxItems);
  }

  /** Reads one item of an array. */
  public interface Item<T> {
    T read(CborReader reader) throws ProblemException;
  }

  /** Reads an array of at most {@code maxItems} items of one kind. */
  public <T> List<T> list(int maxItems, Item<T> item) throws ProblemException {
    int count = array(maxItems);
    List<T> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(item.read(this));
    }
    return list;
  }

  /** Enters an array of exactly {@code items}. */
  public void arrayExactly(int items) throws ProblemException {
    int start = in.position();
    int count = array(items);
    if (count != items) {
      throw in.problemAt(start, CodecProblem.CBOR_UNEXPECTED_TYPE, count + " items, not " + items);
    }
  }

  /** Enters a map of at most {@code maxItems}; returns how many keys it has. */
  public int map(int maxItems) throws ProblemException {
    return open(CborType.MAP, maxItems);
  }

  /** Enters a map whose keys the caller asks for by name, in ascending order. */
  public CborMapReader mapReader(int maxItems) throws ProblemException {
    return new CborMapReader(this, map(maxItems));
  }

  /** The next key of the map; above the one before it in the order of encoded bytes. */
  public long key() throws ProblemException {
    if (!frames.awaitsKey()) {
      throw new IllegalStateException("no key is due here");
    }
    int start = in.position();
    CborType type = peekType();
    if (type != CborType.UINT && type != CborType.NEGINT) {
      throw in.problem(CodecProblem.CBOR_FORBIDDEN_TYPE, "a map key of type " + type);
    }
    long argument = in.argument();
    if (argument < 0) {
      throw in.problemAt(start, CodecProblem.CBOR_OUT_OF_RANGE, "a map key beyond 63 bits");
    }
    long key = type == CborType.UINT ? argument : ~argument;
    if (!frames.takeKey(key)) {
      throw in.problemAt(start, CodecProblem.CBOR_NOT_CANONICAL, "key " + key + " is out of order");
    }
    return key;
  }

  /** The exact bytes of the next item with all its children, checked to be in the subset. */
  public Bytes itemBytes() throws ProblemException {
    if (frames.awaitsKey()) {
      throw new IllegalStateException("the key was not read");
    }
    int start = in.position();
    int depth = frames.depth();
    do {
      step();
    } while (frames.depth() > depth);
    return in.since(start);
  }

  /** Checks that the item is complete and that nothing follows. */
  public void end() throws ProblemException {
    if (!frames.complete()) {
      throw new IllegalStateException("the caller left items unread");
    }
    if (in.left() > 0) {
      throw in.problem(CodecProblem.CBOR_TRAILING_BYTES, in.left() + " bytes too many");
    }
  }

  /** The exact bytes of the only item that there is. */
  Bytes onlyItem() throws ProblemException {
    Bytes item = itemBytes();
    end();
    return item;
  }

  /** A problem at the next item. */
  ProblemException problem(CodecProblem code, String found) {
    return in.problem(code, found);
  }

  private void step() throws ProblemException {
    if (frames.awaitsKey()) {
      key();
    }
    switch (peekType()) {
      case UINT -> uint64();
      case NEGINT -> integer();
      case BYTES -> {
        in.bytes(in.size());
        frames.leaf();
      }
      case TEXT -> {
        in.text(in.size());
        frames.leaf();
      }
      case ARRAY -> array(in.size());
      case MAP -> map(in.size());
      case BOOL -> bool();
    }
  }

  private int open(CborType type, int maxItems) throws ProblemException {
    expect(type);
    int start = in.position();
    if (frames.depth() == CborWriter.MAX_DEPTH) {
      throw in.problem(CodecProblem.CBOR_TOO_DEEP, "more than " + CborWriter.MAX_DEPTH + " levels");
    }
    long count = in.argument();
    if (Long.compareUnsigned(count, maxItems) > 0) {
      throw in.problemAt(
          start,
          CodecProblem.CBOR_TOO_LARGE,
          Long.toUnsignedString(count) + " items, at most " + maxItems + " allowed");
    }
    long leastBytes = type == CborType.MAP ? 2 * count : count;
    if (leastBytes > in.left()) {
      throw in.problemAt(start, CodecProblem.CBOR_TRUNCATED, count + " items do not fit");
    }
    frames.open(type == CborType.MAP, count);
    return (int) count;
  }

  private void expect(CborType type) throws ProblemException {
    if (frames.awaitsKey()) {
      throw new IllegalStateException("the key was not read");
    }
    CborType found = peekType();
    if (found != type) {
      throw in.problem(CodecProblem.CBOR_UNEXPECTED_TYPE, found + " in place of " + type);
    }
  }
}
