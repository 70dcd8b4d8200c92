package org.foresign.desk.release;

import java.util.List;
import org.foresign.desk.chain.Broadcast;
import org.foresign.model.problem.Problem;

/** What came of the wish to release a leaf. */
public sealed interface ReleaseAnswer {
  /** The leaf's number in the store. */
  long leaf();

  /**
   * It is exposed and was sent, whatever the endpoints made of it.
   *
   * @param notes what is worth knowing although it did not stop the release
   */
  record Sent(long leaf, Broadcast broadcast, List<Finding.Note> notes) implements ReleaseAnswer {
    public Sent {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Nothing was sent; the leaf is held as before.
   *
   * @param problem without what the checks have found
   * @param reasons what they have found
   */
  record Stopped(long leaf, Problem problem, List<Finding> reasons) implements ReleaseAnswer {
    public Stopped {
      reasons = List.copyOf(reasons);
    }

    public Stopped(long leaf, Problem problem) {
      this(leaf, problem, List.of());
    }

    static Stopped by(long leaf, ReleaseProblem code, List<Finding> reasons) {
      return new Stopped(leaf, Problem.of(code), reasons);
    }

    /** Whether nothing speaks against it but that something is not known. */
    public boolean unknown() {
      return problem.code() == ReleaseProblem.RELEASE_FACT_UNKNOWN;
    }
  }
}
