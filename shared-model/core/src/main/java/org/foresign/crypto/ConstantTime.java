package org.foresign.crypto;

import java.security.MessageDigest;

/** Comparison whose time does not depend on where two values differ. */
public final class ConstantTime {
  private ConstantTime() {}

  /** Whether both have the same length and bytes. Only the length shows in the time. */
  public static boolean equals(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}
