package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.model.problem.Problem;

/** What the checks before a release have found. Clear only if nothing speaks against it. */
final class Findings {
  private final List<String> waits = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private boolean nonceUsed;
  private List<PendingPartialWithdrawal> earlier = List.of();

  /** The value of a fact that decides; an unknown or disputed one is written down instead. */
  <T> Optional<T> known(String what, Fact<T> fact) {
    if (!fact.isKnown()) {
      waits.add("waited for " + what + ": " + fact.words());
    }
    return fact.toOptional();
  }

  /** Speaks against the leaf now, and may speak for it later. */
  void refuse(String reason) {
    refusals.add(reason);
  }

  /** Something that has to happen first. */
  void waitFor(String reason) {
    waits.add(reason);
  }

  void note(String words) {
    notes.add(words);
  }

  void nonceUsed(String words) {
    nonceUsed = true;
    refusals.add(words);
  }

  /** Withdrawals of the same validator that wait before the leaf's own can. */
  void earlier(List<PendingPartialWithdrawal> waiting) {
    earlier = List.copyOf(waiting);
  }

  List<PendingPartialWithdrawal> earlier() {
    return earlier;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  boolean refused() {
    return !refusals.isEmpty();
  }

  boolean clear() {
    return refusals.isEmpty() && waits.isEmpty();
  }

  /** Why the leaf stays, when it is not clear. */
  Problem problem() {
    List<String> reasons = new ArrayList<>(refusals);
    reasons.addAll(waits);
    String[] details = reasons.toArray(String[]::new);
    if (nonceUsed) {
      return Problem.of(ReleaseProblem.RELEASE_NONCE_USED, details);
    }
    return refused()
        ? Problem.of(ReleaseProblem.RELEASE_NOT_CLEAR, details)
        : Problem.of(ReleaseProblem.RELEASE_FACT_UNKNOWN, details);
  }
}
