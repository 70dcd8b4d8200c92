package org.foresign.model.policy;

import org.foresign.model.problem.Problem;

/** What the check of a stake's signature and roots gave. */
public sealed interface DepositOutcome {
  /** The deposit is what its validator key signed. */
  record Good() implements DepositOutcome {}

  /** The chain would not accept it. */
  record Faulty(Problem problem) implements DepositOutcome {}
}
