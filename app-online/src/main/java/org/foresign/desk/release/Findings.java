package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.PendingPartialWithdrawal;

/** What the checks before a release have found. Clear only if nothing speaks against it. */
final class Findings {
  private final List<Finding> refusals = new ArrayList<>();
  private final List<Finding> waits = new ArrayList<>();
  private final List<Finding.Note> notes = new ArrayList<>();
  private List<PendingPartialWithdrawal> earlier = List.of();

  /** The value of a fact that decides; an unknown or disputed one is written down instead. */
  <T> Optional<T> known(Wanted what, Fact<T> fact) {
    if (!fact.isKnown()) {
      add(new Finding.FactMissing(what, fact));
    }
    return fact.toOptional();
  }

  void add(Finding found) {
    switch (found) {
      case Finding.Refusal refusal -> refusals.add(refusal);
      case Finding.Wait wait -> waits.add(wait);
      case Finding.Note note -> notes.add(note);
    }
  }

  /** Withdrawals of the same validator that wait before the leaf's own can. */
  void earlier(List<PendingPartialWithdrawal> waiting) {
    earlier = List.copyOf(waiting);
  }

  List<PendingPartialWithdrawal> earlier() {
    return earlier;
  }

  List<Finding.Note> notes() {
    return List.copyOf(notes);
  }

  boolean clear() {
    return refusals.isEmpty() && waits.isEmpty();
  }

  /** Why the leaf stays, when it is not clear. */
  ReleaseAnswer.Stopped stop(long leaf) {
    List<Finding> reasons = new ArrayList<>(refusals);
    reasons.addAll(waits);
    ReleaseProblem code =
        refusals.isEmpty()
            ? ReleaseProblem.RELEASE_FACT_UNKNOWN
            : refusals.stream().anyMatch(found -> found instanceof Finding.NonceUsed)
                ? ReleaseProblem.RELEASE_NONCE_USED
                : ReleaseProblem.RELEASE_NOT_CLEAR;
    return ReleaseAnswer.Stopped.by(leaf, code, reasons);
  }
}
