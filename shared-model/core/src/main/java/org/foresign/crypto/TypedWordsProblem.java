package org.foresign.crypto;

import org.foresign.model.problem.ProblemCode;

/** Words that were mistyped. Nothing speaks for an attack. */
public enum TypedWordsProblem implements ProblemCode {
  TYPED_WORD_UNKNOWN,
  TYPED_WORDS_COUNT
}
