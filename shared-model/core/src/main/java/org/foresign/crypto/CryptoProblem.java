package org.foresign.crypto;

import org.foresign.model.problem.ProblemCode;

/** What keys and sealed bytes from outside can do wrong. */
public enum CryptoProblem implements ProblemCode {
  PUBLIC_KEY_REFUSED,
  SEAL_BROKEN,
  KDF_PARAMETERS_REFUSED
}
