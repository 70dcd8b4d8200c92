package org.foresign.rehearsal.bench;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.foresign.model.problem.ProblemException;

/** Some rows that are measured together. */
interface Bench {
  /** The rows it knows. */
  Set<Measure> measures();

  /**
   * Measures the wanted ones of its rows; one that can't be measured here is a skipped row.
   *
   * @param wanted not empty, all of them from {@link #measures}
   */
  List<BenchRow> run(Set<Measure> wanted)
      throws ProblemException, IOException, InterruptedException;
}
