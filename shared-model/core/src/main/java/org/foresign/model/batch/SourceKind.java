package org.foresign.model.batch;

/** How well a snapshot fact is founded. Proven facts are reserved for a later version. */
public enum SourceKind {
  CLAIMED(0);

  private final int code;

  SourceKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static SourceKind ofCode(long code) {
    if (code == CLAIMED.code) {
      return CLAIMED;
    }
    throw new IllegalArgumentException("unknown source kind " + code);
  }
}
