package org.foresign.signer.local;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with words, paths and entropy. Details never quote what was entered. */
public enum KeyProblem implements ProblemCode {
  KEY_WORD_COUNT,
  KEY_WORD_UNKNOWN,
  KEY_WORD_NUMBERING,
  KEY_CHECKSUM_WRONG,
  KEY_MNEMONIC_PUBLISHED,
  KEY_MNEMONIC_WEAK,
  KEY_PATH_INVALID,
  KEY_PATH_FOREIGN,
  KEY_CHILD_INVALID,
  KEY_ENTROPY_TOO_LITTLE,
  KEY_ENTROPY_SYMBOL,
  KEY_ENTROPY_LOPSIDED
}
