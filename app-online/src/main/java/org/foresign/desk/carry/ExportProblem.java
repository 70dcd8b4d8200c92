package org.foresign.desk.carry;

import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;

/** What can go wrong once the desk has noted what it is about to write, or has done. */
public enum ExportProblem implements ProblemCode {
  EXPORT_NOT_WRITTEN(
      "The batch is noted as exported, but its request could not be written to the folder.",
      "Nothing was signed; no vault has seen this batch unless it was exported before.",
      "Take another stick or make room and export it again; or 'desk batch drop' gives it up."),
  RECEIPT_NOT_WRITTEN(
      "The result is stored, but its receipt could not be written to the folder.",
      "The signatures are held here and can be released; the vault keeps its copy until then.",
      "Take another stick or make room and import the same result again: it is known, and the receipt is written.");

  private final String happened;
  private final String safe;
  private final String next;

  ExportProblem(String happened, String safe, String next) {
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

  /** What stands although this carrier failed. */
  public ProblemException because(ProblemException cause) {
    return new ProblemException(Problem.of(this, cause.problem().happened()), cause);
  }
}
