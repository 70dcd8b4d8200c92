package org.foresign.model.wrap;

/** What the secret behind a wrap is good for; secrets of different purposes are unrelated. */
public enum SecretPurpose {
  OPEN(1),
  SIGN(2),
  ADMINISTER(3),
  STORE(4);

  private final int code;

  SecretPurpose(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static SecretPurpose ofCode(long code) {
    for (SecretPurpose purpose : values()) {
      if (purpose.code == code) {
        return purpose;
      }
    }
    throw new IllegalArgumentException("unknown wrap purpose " + code);
  }
}
