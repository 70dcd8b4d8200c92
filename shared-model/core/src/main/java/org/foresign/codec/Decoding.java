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

  /**
   * Reads key 1 of a format's map, its version.
   *
   * @throws ProblemException with {@link CodecProblem#FORMAT_UNKNOWN_VERSION} if it is another
   */
  public static void requireVersion(CborReader reader, CborMapReader map, int version)
      throws ProblemException {
    map.require(1);
    long found = reader.uint();
    if (found != version) {
      throw Problem.of(
              CodecProblem.FORMAT_UNKNOWN_VERSION, "version " + found + " in place of " + version)
          .asException();
    }
  }
}
