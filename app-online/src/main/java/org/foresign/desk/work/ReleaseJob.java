package org.foresign.desk.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.release.ReleaseStep;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;

/**
 * Releases leaves one after the other. A problem or a stop ends it, and what had left before is in
 * the outcome beside it.
 */
public final class ReleaseJob {
  /**
   * A leaf that counts as exposed; whether it left is not known.
   *
   * @param problem that came after it was recorded as exposed
   */
  public record Doubtful(HeldLeaf leaf, Problem problem) {}

  /**
   * What became of each.
   *
   * @param answers of those that were tried, in order
   * @param doubtful the last one that was tried, if nobody knows whether it left
   * @param untried those after it, held as before
   * @param stopped whether a stop kept them from being tried
   */
  public record Outcome(
      List<ReleaseAnswer> answers,
      Optional<Doubtful> doubtful,
      List<HeldLeaf> untried,
      boolean stopped) {
    public Outcome {
      answers = List.copyOf(answers);
      untried = List.copyOf(untried);
    }
  }

  private final ReleaseDesk desk;
  private final boolean repeats;

  /**
   * @param desk stays the caller's
   * @param repeats whether leaves may go out whose purpose was served by another one before
   */
  public ReleaseJob(ReleaseDesk desk, boolean repeats) {
    this.desk = desk;
    this.repeats = repeats;
  }

  /** Releases them in this order. */
  public Outcome run(List<HeldLeaf> leaves, Job<ReleaseStep> job) {
    List<ReleaseAnswer> answers = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      HeldLeaf leaf = leaves.get(i);
      if (job.cancelled()) {
        return new Outcome(answers, Optional.empty(), leaves.subList(i, leaves.size()), true);
      }
      try {
        if (!repeats) {
          desk.service().requireNotRepeated(leaf.id());
        }
        answers.add(desk.service().release(leaf.id()));
      } catch (ProblemException e) {
        return ended(answers, leaf, e.problem(), leaves.subList(i + 1, leaves.size()));
      }
      job.at(ReleaseStep.RELEASED, i + 1, leaves.size());
    }
    return new Outcome(answers, Optional.empty(), List.of(), false);
  }

  /**
   * Where the leaf stands is read from the disk: it is recorded as exposed before its first byte
   * leaves.
   */
  private Outcome ended(
      List<ReleaseAnswer> answers, HeldLeaf leaf, Problem problem, List<HeldLeaf> rest) {
    if (isHeld(leaf)) {
      answers.add(new ReleaseAnswer.Stopped(leaf.id(), problem));
      return new Outcome(answers, Optional.empty(), rest, false);
    }
    return new Outcome(answers, Optional.of(new Doubtful(leaf, problem)), rest, false);
  }

  private boolean isHeld(HeldLeaf leaf) {
    try {
      return desk.leaves().leaf(leaf.id()).state() == LeafState.HELD;
    } catch (ProblemException e) {
      return false; // not known, so nobody is told that it stayed
    }
  }
}
