package org.foresign.model.batch;

/** Validator states that matter here, coarser than the Beacon API's. */
public enum ValidatorStatus {
  PENDING(0),
  ACTIVE(1),
  EXITING(2),
  EXITED(3);

  private final int code;

  ValidatorStatus(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static ValidatorStatus ofCode(long code) {
    for (ValidatorStatus value : values()) {
      if (value.code == code) {
        return value;
      }
    }
    throw new IllegalArgumentException("unknown validator status " + code);
  }
}
