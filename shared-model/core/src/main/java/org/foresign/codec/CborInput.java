package org.foresign.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** The bytes of one item and the place in them: heads in shortest form, lengths that fit. */
final class CborInput {
  private final byte[] data;
  private int position;

  CborInput(byte[] data) {
    this.data = data;
  }

  int position() {
    return position;
  }

  int size() {
    return data.length;
  }

  int left() {
    return data.length - position;
  }

  /** The bytes from {@code start} to here. */
  Bytes since(int start) {
    return Bytes.of(data, start, position - start);
  }

  /** The kind of the next item. */
  CborType type() throws ProblemException {
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

  /** Reads a byte string of at most {@code max}. */
  Bytes bytes(int max) throws ProblemException {
    int length = length(max);
    int start = position;
    position += length;
    return since(start);
  }

  /** Reads text of at most {@code max} encoded bytes. */
  String text(int max) throws ProblemException {
    int length = length(max);
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

  /** Reads false or true; the caller has looked at its type. */
  boolean bool() {
    return (data[position++] & 0xff) == 0xf5;
  }

  /** Reads the head of the next item; the caller has looked at its type. */
  long argument() throws ProblemException {
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

  ProblemException problemAt(int offset, CodecProblem code, String found) {
    return Problem.of(code, found, "at byte " + offset).asException();
  }

  ProblemException problem(CodecProblem code, String found) {
    return problemAt(position, code, found);
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

  private int peek() throws ProblemException {
    if (position >= data.length) {
      throw problem(CodecProblem.CBOR_TRUNCATED, "nothing is left");
    }
    return data[position] & 0xff;
  }
}
