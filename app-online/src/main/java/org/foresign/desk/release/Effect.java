package org.foresign.desk.release;

/** Where the consensus layer is with what a final leaf asked for. Numbers are in the store. */
public enum Effect {
  /** The transaction itself was all there is. */
  NONE(0),
  /** Not seen there yet, or nobody can say. */
  AWAITED(1),
  /** In a queue of the consensus layer. */
  QUEUED(2),
  /** Done: the validator is active and ours, leaves, was paid out, was moved. */
  THERE(3),
  /** It will not come: reverted, dropped, or the stake is somebody else's. */
  LOST(4),
  /** What happened can't be read from the chain's present state any more. */
  UNKNOWN(5);

  private final int code;

  Effect(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  boolean open() {
    return this == AWAITED || this == QUEUED;
  }

  static Effect ofCode(long code) {
    for (Effect effect : values()) {
      if (effect.code == code) {
        return effect;
      }
    }
    throw new IllegalArgumentException("unknown effect " + code);
  }
}
