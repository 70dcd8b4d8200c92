package org.foresign.model.card;

/** Where an account's key lives. */
public enum SignerKind {
  LOCAL(1),
  LEDGER(2),
  TREZOR(3),
  PKCS11(4),
  MPC(5);

  private final int code;

  SignerKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static SignerKind ofCode(long code) {
    for (SignerKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown signer kind " + code);
  }
}
