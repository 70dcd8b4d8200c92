package org.foresign.model.slot;

/** What a person brings to open a slot; token and share set are reserved. */
public enum SlotKind {
  PASSPHRASE(1),
  PASSPHRASE_AND_KEY_FILE(2);

  private final int code;

  SlotKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static SlotKind ofCode(long code) {
    for (SlotKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown or reserved slot kind " + code);
  }
}
