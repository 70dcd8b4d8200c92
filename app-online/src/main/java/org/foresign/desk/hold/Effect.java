package org.foresign.desk.hold;

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
}
