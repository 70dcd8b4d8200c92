package org.foresign.vault.journal;

import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.StoreProblem;

/** How far a claimed batch came. Its nonces count as signed in every state. */
public enum BatchState {
  /** Claimed; signatures may exist, but no result was stored. */
  CLAIMED(1),
  /** The sealed result is kept. */
  SIGNED(2),
  /** The desk said that it holds the result. */
  RECEIVED(3),
  /** Officers closed the claim: signatures may exist, none is kept, an empty result may be. */
  CLOSED(4);

  private final int code;

  BatchState(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static BatchState ofCode(int code) throws ProblemException {
    for (BatchState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw Problem.of(StoreProblem.STORE_CORRUPT, "batch state " + code).asException();
  }
}
