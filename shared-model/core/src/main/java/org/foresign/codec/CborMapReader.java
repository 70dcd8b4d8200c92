package org.foresign.codec;

import java.util.Optional;
import org.foresign.model.problem.ProblemException;

/**
 * Reads a map whose keys are known: the caller asks for them in ascending order of their encoded
 * bytes (0, 1, …, -1, -2), reads each value from the {@link CborReader}, and ends with {@link
 * #finish}. A key that nobody asked for is refused.
 */
public final class CborMapReader {
  private final CborReader reader;
  private int left;
  private Optional<Long> pending = Optional.empty();

  CborMapReader(CborReader reader, int left) {
    this.reader = reader;
    this.left = left;
  }

  /** Whether the map has {@code key}; if so its value is next in the reader. */
  public boolean has(long key) throws ProblemException {
    if (pending.isEmpty() && left > 0) {
      pending = Optional.of(reader.key());
      left--;
    }
    if (pending.isEmpty()) {
      return false;
    }
    long found = pending.get();
    if (found == key) {
      pending = Optional.empty();
      return true;
    }
    if (CborFrames.above(key, found)) {
      throw unknown(found);
    }
    return false;
  }

  /**
   * Opens bytes that are one map, whose first key is its version.
   *
   * @param maxKeys the version's key counts as one
   * @throws ProblemException with {@link CodecProblem#FORMAT_UNKNOWN_VERSION} if it is another
   */
  public static CborMapReader open(Bytes bytes, int maxBytes, int maxKeys, int version)
      throws ProblemException {
    CborMapReader map = new CborReader(bytes, maxBytes).mapReader(maxKeys);
    Decoding.requireVersion(map, version);
    return map;
  }

  /** The reader, at the value of the key that {@link #has} found. */
  public CborReader value() {
    return reader;
  }

  /** The reader, at the value of {@code key}, which must be there. */
  public CborReader at(long key) throws ProblemException {
    require(key);
    return reader;
  }

  /** Goes to the value of {@code key}, which must be there. */
  public void require(long key) throws ProblemException {
    if (!has(key)) {
      throw reader.problem(CodecProblem.CBOR_MISSING_KEY, "key " + key + " is missing");
    }
  }

  /** Checks that no further key is there. */
  public void finish() throws ProblemException {
    if (pending.isEmpty() && left > 0) {
      pending = Optional.of(reader.key());
    }
    if (pending.isPresent()) {
      throw unknown(pending.get());
    }
  }

  /** Checks that no further key is there, and nothing after the map. */
  public void end() throws ProblemException {
    finish();
    reader.end();
  }

  private ProblemException unknown(long key) {
    return reader.problem(CodecProblem.CBOR_UNKNOWN_KEY, "key " + key + " is not known");
  }
}
