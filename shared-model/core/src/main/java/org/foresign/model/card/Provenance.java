package org.foresign.model.card;

/** Where a key came from. An imported key existed elsewhere, for ever. */
public enum Provenance {
  GENERATED(1),
  IMPORTED(2),
  DEVICE(3),
  TOKEN(4),
  GROUP(5);

  private final int code;

  Provenance(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * Of a key that a signer of this kind holds outside the vault.
   *
   * @throws IllegalArgumentException for a local key, which comes from a seed
   */
  public static Provenance outside(SignerKind kind) {
    return switch (kind) {
      case LEDGER, TREZOR -> DEVICE;
      case PKCS11 -> TOKEN;
      case MPC -> GROUP;
      case LOCAL -> throw new IllegalArgumentException("a local key comes from a seed");
    };
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static Provenance ofCode(long code) {
    for (Provenance provenance : values()) {
      if (provenance.code == code) {
        return provenance;
      }
    }
    throw new IllegalArgumentException("unknown provenance " + code);
  }
}
