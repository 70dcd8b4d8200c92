package org.foresign.signer;

import org.foresign.model.problem.ProblemCode;

/** What can go wrong between a batch and its signatures. */
public enum SignerProblem implements ProblemCode {
  SIGNER_KIND_MISSING,
  SIGNER_NO_KEY,
  SIGNER_WRONG_SIGNATURE,
  SIGNER_UNEXPECTED_LEAF,
  SIGNER_INCOMPLETE,
  SIGNER_CLOSED,
  SIGNER_REFUSED,
  SIGNER_UNREACHABLE
}
