package org.foresign.carry;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a sealed section of a signed batch. */
public enum SectionProblem implements ProblemCode {
  SECTION_NOT_FOR_US,
  SECTION_NOT_OPENED,
  SECTION_MALFORMED,
  SECTION_SIGNATURE_INVALID
}
