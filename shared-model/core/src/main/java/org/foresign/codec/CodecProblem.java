package org.foresign.codec;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with bytes before their meaning is looked at. */
public enum CodecProblem implements ProblemCode {
  CBOR_MALFORMED,
  CBOR_TOO_LARGE,
  FORMAT_UNKNOWN_VERSION,
  CBOR_TRUNCATED,
  CBOR_NOT_CANONICAL,
  CBOR_FORBIDDEN_TYPE,
  CBOR_TOO_DEEP,
  CBOR_TRAILING_BYTES,
  CBOR_UNEXPECTED_TYPE,
  CBOR_OUT_OF_RANGE,
  CBOR_UNKNOWN_KEY,
  CBOR_MISSING_KEY
}
