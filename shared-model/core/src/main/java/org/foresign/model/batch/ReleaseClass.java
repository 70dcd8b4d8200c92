package org.foresign.model.batch;

/** Who may broadcast a leaf: its class is kept under a key of its own. */
public enum ReleaseClass {
  SPEND(0),
  CANCEL(1);

  private final int code;

  ReleaseClass(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static ReleaseClass ofCode(long code) {
    for (ReleaseClass value : values()) {
      if (value.code == code) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown release class " + code);
  }
}
