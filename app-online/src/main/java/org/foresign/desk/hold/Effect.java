package org.foresign.desk.hold;

import org.foresign.codec.CodecProblem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;

/** Where the consensus layer is with what a final leaf asked for. The names are in the store. */
public enum Effect {
  /** The transaction itself was all there is. */
  NONE,
  /** Not seen there yet, or nobody can say. */
  AWAITED,
  /** In a queue of the consensus layer. */
  QUEUED,
  /** Done: the validator is active and ours, leaves, was paid out, was moved. */
  THERE,
  /** It will not come: reverted, dropped, or the stake is somebody else's. */
  LOST,
  /** What happened can't be read from the chain's present state any more. */
  UNKNOWN;

  /** Whether it may still come. */
  public boolean open() {
    return this == AWAITED || this == QUEUED;
  }

  /** As it stands in the store. */
  String word() {
    return Spelling.of(this);
  }

  static Effect ofWord(String word) throws ProblemException {
    for (Effect effect : values()) {
      if (effect.word().equals(word)) {
        return effect;
      }
    }
    throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "effect " + word).asException();
  }
}
