package org.foresign.model.card;

/** What an identity card stands for. */
public enum Role {
  DESK(1),
  VAULT(2),
  APPROVER(3);

  private final int code;

  Role(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * @throws IllegalArgumentException for a code this version does not know
   */
  public static Role ofCode(long code) {
    for (Role role : values()) {
      if (role.code == code) {
        return role;
      }
    }
    throw new IllegalArgumentException("unknown role " + code);
  }
}
