package org.foresign.model.operation;

/** The operations of the EVM family with their codes in our formats (docs/spec/operations.md). */
public enum OperationKind {
  STAKE(1),
  TOP_UP(2),
  UNSTAKE_FULL(3),
  UNSTAKE_PARTIAL(4),
  CONSOLIDATE(5),
  NATIVE_TRANSFER(6),
  TOKEN_TRANSFER(7),
  CANCEL(8);

  private final int code;

  OperationKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static OperationKind ofCode(long code) {
    for (OperationKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown operation code " + code);
  }
}
