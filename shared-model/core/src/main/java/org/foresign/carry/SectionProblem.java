package org.foresign.carry;

import org.foresign.model.problem.ProblemCode;

/** What can be wrong with a sealed section of a signed batch. */
public enum SectionProblem implements ProblemCode {
  SECTION_NOT_FOR_US(
      "This section of the signed batch is not sealed for this machine's card.",
      "Nothing was taken over.",
      "Let the vault export the result again for this machine's present card."),
  SECTION_NOT_OPENED(
      "A section of the signed batch was changed, or was sealed for other keys.",
      "Nothing was taken over.",
      "Carry the result again; if it happens twice, treat the carrier as hostile."),
  SECTION_MALFORMED(
      "A section of the signed batch does not have the form of packed signatures.",
      "Nothing was taken over.",
      "Bring both machines to the same release and let the vault export the result again."),
  SECTION_SIGNATURE_INVALID(
      "A section of the signed batch holds a signature that no chain would take.",
      "Nothing was taken over.",
      "Treat the vault as suspect: it made a value that its own check refuses.");

  private final String happened;
  private final String safe;
  private final String next;

  SectionProblem(String happened, String safe, String next) {
    this.happened = happened;
    this.safe = safe;
    this.next = next;
  }

  @Override
  public String happened() {
    return happened;
  }

  @Override
  public String safe() {
    return safe;
  }

  @Override
  public String next() {
    return next;
  }
}
