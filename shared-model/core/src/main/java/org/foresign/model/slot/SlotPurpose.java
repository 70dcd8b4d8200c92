package org.foresign.model.slot;

/** What the secret behind a slot is good for; secrets of different purposes are unrelated. */
public enum SlotPurpose {
  OPEN(1),
  SIGN(2),
  ADMINISTER(3),
  STORE(4);

  private final int code;

  SlotPurpose(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static SlotPurpose ofCode(long code) {
    for (SlotPurpose purpose : values()) {
      if (purpose.code == code) {
        return purpose;
      }
    }
    throw new IllegalArgumentException("unknown slot purpose " + code);
  }
}
