package org.foresign.carry;

import java.util.Optional;

/** Which way a message goes; part of what both layers of an envelope authenticate. */
public enum Direction {
  DESK_TO_VAULT(0),
  VAULT_TO_DESK(1),
  DESK_TO_DESK(2);

  private final int code;

  Direction(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** The direction with this code. */
  public static Optional<Direction> ofCode(long code) {
    for (Direction direction : values()) {
      if (direction.code == code) {
        return Optional.of(direction);
      }
    }
    return Optional.empty();
  }
}
