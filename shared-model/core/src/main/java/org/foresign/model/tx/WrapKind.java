package org.foresign.model.tx;

/** Ways to wrap a content key; token and share set are reserved and refused by this version. */
public enum WrapKind {
  X25519_CARD(1),
  PASSPHRASE(2),
  TOKEN(3),
  SHARE_SET(4);

  private final int code;

  WrapKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static WrapKind ofCode(long code) {
    for (WrapKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown wrap kind " + code);
  }
}
