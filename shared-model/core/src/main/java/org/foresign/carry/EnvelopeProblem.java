package org.foresign.carry;

import org.foresign.model.problem.ProblemCode;

/** Each way in which a well-formed envelope can be wrong (docs/spec/envelope.md). */
public enum EnvelopeProblem implements ProblemCode {
  ENVELOPE_NOT_OURS,
  ENVELOPE_OTHER_VERSION,
  ENVELOPE_OTHER_ALGORITHM,
  ENVELOPE_OTHER_TYPE,
  ENVELOPE_WRONG_DIRECTION,
  ENVELOPE_PRACTICE_DIFFERS,
  ENVELOPE_UNKNOWN_SENDER,
  ENVELOPE_OTHER_RECEIVER,
  ENVELOPE_OTHER_INSTANCE,
  ENVELOPE_WEAK_KEY,
  ENVELOPE_NOT_OPENED,
  ENVELOPE_SIGNATURE_WRONG,
  ENVELOPE_SIGNER_DIFFERS,
  ENVELOPE_REPLAYED
}
