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
