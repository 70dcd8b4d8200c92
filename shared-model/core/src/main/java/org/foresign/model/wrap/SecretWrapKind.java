package org.foresign.model.wrap;

/** What a person brings to open a wrap; token and share set are reserved. */
public enum SecretWrapKind {
  PASSPHRASE(1),
  PASSPHRASE_AND_KEY_FILE(2);

  private final int code;

  SecretWrapKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static SecretWrapKind ofCode(long code) {
    for (SecretWrapKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown or reserved wrap kind " + code);
  }
}
