package org.foresign.desk.hold;

/** Where a held leaf stands. The numbers are in the store and never change. */
public enum LeafState {
  /** Never sent anywhere by this desk. */
  HELD(0),
  /** Recorded before its first byte was sent: it may be anywhere, whatever endpoints said. */
  EXPOSED(1),
  /** In a block, not yet final. */
  INCLUDED(2),
  /** In a finalized block. */
  FINAL(3),
  /** Another transaction of this nonce is final: this leaf can never land. */
  VOID(4);

  private final int code;

  LeafState(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a number this version does not know
   */
  public static LeafState ofCode(long code) {
    for (LeafState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IllegalArgumentException("unknown leaf state " + code);
  }
}
