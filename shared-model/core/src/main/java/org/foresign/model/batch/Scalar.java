package org.foresign.model.batch;

import java.math.BigInteger;
import org.foresign.codec.Bytes;

/** One argument of an operation as the request format has it. */
sealed interface Scalar {
  /** A byte string of the field's own length. */
  record Blob(Bytes value) implements Scalar {}

  /** An unsigned number. */
  record Count(BigInteger value) implements Scalar {}
}
