package org.foresign.codec;

import java.util.function.Supplier;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;

/** What decoders share beside the reader. */
public final class Decoding {
  private Decoding() {}

  /**
   * Makes a value whose constructor checks its ranges, with a problem in place of its {@link
   * IllegalArgumentException}.
   *
   * @throws ProblemException with {@link CodecProblem#CBOR_OUT_OF_RANGE}
   */
  public static <T> T inRange(Supplier<T> value) throws ProblemException {
    return make(CodecProblem.CBOR_OUT_OF_RANGE, value);
  }

  /** As {@link #inRange} with a problem of the caller's area. */
  public static <T> T make(ProblemCode code, Supplier<T> value) throws ProblemException {
    try {
      return value.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProblemException(Problem.of(code, String.valueOf(e.getMessage())), e);
    }
  }

  /** Fields that an array of any later version may have, so that its version can be named. */
  private static final int MAX_FIELDS = 32;

  /**
   * Enters an array whose first element is its version.
   *
   * @param fields elements with the version
   * @throws ProblemException with {@link CodecProblem#FORMAT_UNKNOWN_VERSION} if it is another,
   *     however many elements follow
   */
  public static void requireVersionedArray(CborReader reader, int fields, int version)
      throws ProblemException {
    int count = reader.array(MAX_FIELDS);
    requireVersion(count == 0 ? 0 : reader.uint(), version);
    if (count != fields) {
      throw Problem.of(CodecProblem.CBOR_UNEXPECTED_TYPE, count + " items, not " + fields)
          .asException();
    }
  }

  /**
   * Reads key 1 of a format's map, its version.
   *
   * @throws ProblemException with {@link CodecProblem#FORMAT_UNKNOWN_VERSION} if it is another
   */
  public static void requireVersion(CborMapReader map, int version) throws ProblemException {
    requireVersion(map.at(1).uint(), version);
  }

  private static void requireVersion(long found, int version) throws ProblemException {
    if (found != version) {
      throw Problem.of(
              CodecProblem.FORMAT_UNKNOWN_VERSION, "version " + found + " in place of " + version)
          .asException();
    }
  }
}
