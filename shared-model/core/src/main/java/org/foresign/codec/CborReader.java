package org.foresign.codec;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
  private final byte[] data;
  private final CborFrames frames;
  private int position;

  /**
   * Reads {@code data}, which must not change meanwhile.
   *
   * @throws ProblemException if it is empty or longer than {@code maxSize} bytes
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
    this.data = data;
    this.frames = new CborFrames(baseDepth);
  }

  /** The kind of the next item. */
  public CborType peekType() throws ProblemException {
    int first = peek();
    return switch (first >>> 5) {
      case CborWriter.UINT -> CborType.UINT;
      case CborWriter.NEGINT -> CborType.NEGINT;
      case CborWriter.BYTES -> CborType.BYTES;
      case CborWriter.TEXT -> CborType.TEXT;
      case CborWriter.ARRAY -> CborType.ARRAY;
      case CborWriter.MAP -> CborType.MAP;
      default -> {
        if (first != 0xf4 && first != 0xf5) {
          throw problem(CodecProblem.CBOR_FORBIDDEN_TYPE, "tag, float or simple value");
        }
        yield CborType.BOOL;
      }
    };
  }

  /** A number from 0 to 2^63 - 1. */
  public long uint() throws ProblemException {
    expect(CborType.UINT);
    long value = argument();
    if (value < 0) {
      throw problem(CodecProblem.CBOR_OUT_OF_RANGE, "above 2^63 - 1");
    }
    frames.leaf();
    return value;
  }

  /** A number from 0 to {@code max}. */
  public long uint(long max) throws ProblemException {
    int start = position;
    long value = uint();
    if (value > max) {
      throw problemAt(start, CodecProblem.CBOR_OUT_OF_RANGE, value + " is above " + max);
    }
    return value;
  }

  /** A number from 0 to 2^64 - 1 as its 64 bits. */
  public long uint64() throws ProblemException {
    expect(CborType.UINT);
    long value = argument();
    frames.leaf();
    return value;
  }

  /** A number from -2^63 to 2^63 - 1. */
  public long integer() throws ProblemException {
    if (peekType() == CborType.UINT) {
      return uint();
    }
    expect(CborType.NEGINT);
    long value = argument();
    if (value < 0) {
      throw problem(CodecProblem.CBOR_OUT_OF_RANGE, "below -2^63");
    }
    frames.leaf();
    return ~value;
  }

  /** A number from 0 to 2^256 - 1 in the form of {@link CborWriter#quantity}. */
  public BigInteger quantity() throws ProblemException {
    int start = position;
    if (peekType() == CborType.UINT) {
      return new BigInteger(Long.toUnsignedString(uint64()));
    }
    Bytes magnitude = bytes(32);
    if (magnitude.size() < 9 || magnitude.at(0) == 0) {
      throw problemAt(start, CodecProblem.CBOR_NOT_CANONICAL, "a quantity in too many bytes");
    }
    return new BigInteger(1, magnitude.toArray());
  }

  /** A byte string of at most {@code maxLength}. */
  public Bytes bytes(int maxLength) throws ProblemException {
    expect(CborType.BYTES);
    int length = length(maxLength);
    Bytes value = Bytes.of(data, position, length);
    position += length;
    frames.leaf();
    return value;
  }

  /** A byte string of exactly {@code length}. */
  public Bytes bytesExactly(int length) throws ProblemException {
    int start = position;
    Bytes value = bytes(length);
    if (value.size() != length) {
      throw problemAt(
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
    String value = utf8(length(maxBytes));
    frames.leaf();
    return value;
  }

  public boolean bool() throws ProblemException {
    expect(CborType.BOOL);
    frames.leaf();
    return (data[position++] & 0xff) == 0xf5;
  }

  /** Enters an array of at most {@code maxItems}; returns how many items it has. */
  public int array(int maxItems) throws ProblemException {
    return open(CborType.ARRAY, maxItems);
  }

  /** Enters an array of exactly {@code items}. */
  public void arrayExactly(int items) throws ProblemException {
    int start = position;
    int count = array(items);
    if (count != items) {
      throw problemAt(start, CodecProblem.CBOR_UNEXPECTED_TYPE, count + " items, not " + items);
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
    int start = position;
    CborType type = peekType();
    if (type != CborType.UINT && type != CborType.NEGINT) {
      throw problem(CodecProblem.CBOR_FORBIDDEN_TYPE, "a map key of type " + type);
    }
    long argument = argument();
    if (argument < 0) {
      throw problemAt(start, CodecProblem.CBOR_OUT_OF_RANGE, "a map key beyond 63 bits");
    }
    long key = type == CborType.UINT ? argument : ~argument;
    if (!frames.takeKey(key)) {
      throw problemAt(start, CodecProblem.CBOR_NOT_CANONICAL, "key " + key + " is out of order");
    }
    return key;
  }

  /** The exact bytes of the next item with all its children, checked to be in the subset. */
  public Bytes itemBytes() throws ProblemException {
    int start = position;
    int depth = frames.depth();
    do {
      step();
    } while (frames.depth() > depth);
    return Bytes.of(data, start, position - start);
  }

  /** Checks that the item is complete and that nothing follows. */
  public void end() throws ProblemException {
    if (!frames.complete()) {
      throw new IllegalStateException("the caller left items unread");
    }
    if (position < data.length) {
      throw problem(CodecProblem.CBOR_TRAILING_BYTES, (data.length - position) + " bytes too many");
    }
  }

  /** The exact bytes of the only item that there is. */
  Bytes onlyItem() throws ProblemException {
    Bytes item = itemBytes();
    end();
    return item;
  }

  int position() {
    return position;
  }

  ProblemException problemAt(int offset, CodecProblem code, String found) {
    return Problem.of(code, found, "at byte " + offset).asException();
  }

  private ProblemException problem(CodecProblem code, String found) {
    return problemAt(position, code, found);
  }

  private void step() throws ProblemException {
    if (frames.awaitsKey()) {
      key();
    }
    switch (peekType()) {
      case UINT, NEGINT -> {
        argument();
        frames.leaf();
      }
      case BYTES -> {
        int length = length(data.length);
        position += length;
        frames.leaf();
      }
      case TEXT -> {
        utf8(length(data.length));
        frames.leaf();
      }
      case ARRAY -> array(data.length);
      case MAP -> map(data.length);
      case BOOL -> bool();
    }
  }

  private int open(CborType type, int maxItems) throws ProblemException {
    expect(type);
    int start = position;
    if (frames.depth() == CborWriter.MAX_DEPTH) {
      throw problem(CodecProblem.CBOR_TOO_DEEP, "more than " + CborWriter.MAX_DEPTH + " levels");
    }
    long count = argument();
    if (Long.compareUnsigned(count, maxItems) > 0) {
      throw problemAt(
          start,
          CodecProblem.CBOR_TOO_LARGE,
          Long.toUnsignedString(count) + " items, at most " + maxItems + " allowed");
    }
    long leastBytes = type == CborType.MAP ? 2 * count : count;
    if (leastBytes > data.length - position) {
      throw problemAt(start, CodecProblem.CBOR_TRUNCATED, count + " items do not fit");
    }
    frames.open(type == CborType.MAP, count);
    return (int) count;
  }

  private int length(int max) throws ProblemException {
    int start = position;
    long length = argument();
    if (Long.compareUnsigned(length, max) > 0) {
      throw problemAt(
          start,
          CodecProblem.CBOR_TOO_LARGE,
          Long.toUnsignedString(length) + " bytes, at most " + max + " allowed");
    }
    if (length > data.length - position) {
      throw problemAt(start, CodecProblem.CBOR_TRUNCATED, length + " bytes do not fit");
    }
    return (int) length;
  }

  private String utf8(int length) throws ProblemException {
    try {
      String value =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(data, position, length))
              .toString();
      position += length;
      return value;
    } catch (CharacterCodingException e) {
      throw problem(CodecProblem.CBOR_MALFORMED, "text that is not UTF-8");
    }
  }

  /** Reads the head of the next item; the caller has looked at its type. */
  private long argument() throws ProblemException {
    int start = position;
    int info = peek() & 0x1f;
    if (info < 24) {
      position++;
      return info;
    }
    if (info == 31) {
      throw problem(CodecProblem.CBOR_NOT_CANONICAL, "an indefinite length");
    }
    if (info > 27) {
      throw problem(CodecProblem.CBOR_MALFORMED, "a reserved length code");
    }
    int width = 1 << (info - 24);
    if (data.length - position - 1 < width) {
      throw problem(CodecProblem.CBOR_TRUNCATED, "the number is cut off");
    }
    position++;
    long value = 0;
    for (int end = position + width; position < end; position++) {
      value = value << 8 | (data[position] & 0xff);
    }
    long least = width == 1 ? 24 : 1L << (width * 4);
    if (Long.compareUnsigned(value, least) < 0) {
      throw problemAt(start, CodecProblem.CBOR_NOT_CANONICAL, "a number in too many bytes");
    }
    return value;
  }

  private void expect(CborType type) throws ProblemException {
    if (frames.awaitsKey()) {
      throw new IllegalStateException("the key was not read");
    }
    CborType found = peekType();
    if (found != type) {
      throw problem(CodecProblem.CBOR_UNEXPECTED_TYPE, found + " in place of " + type);
    }
  }

  private int peek() throws ProblemException {
    if (position >= data.length) {
      throw problem(CodecProblem.CBOR_TRUNCATED, "nothing is left");
    }
    return data[position] & 0xff;
  }
}
