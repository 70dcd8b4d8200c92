package org.foresign.model.eth;

/** Kinds of chains; only EVM is built, the codes keep room for the others. */
public enum ChainFamily {
  EVM(0);

  private final int code;

  ChainFamily(int code) {
    this.code = code;
  }

  /** The number in our formats. */
  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static ChainFamily ofCode(long code) {
    for (ChainFamily family : values()) {
      if (family.code == code) {
        return family;
      }
    }
    throw new IllegalArgumentException("unknown chain family " + code);
  }
}
