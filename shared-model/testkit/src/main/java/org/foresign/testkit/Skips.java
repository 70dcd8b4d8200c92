package org.foresign.testkit;

import org.junit.jupiter.api.Assumptions;

/** Skips a test with a word, so that the report counts it and says why. */
public final class Skips {
  private Skips() {}

  /** Goes on only where {@code available} holds. */
  public static void unless(boolean available, String word) {
    Assumptions.assumeTrue(available, word);
  }

  /** Goes on only on Linux. */
  public static void unlessLinux() {
    unless(System.getProperty("os.name", "").startsWith("Linux"), "needs Linux");
  }

  /** Goes on only as the system's root user, for mounts and device nodes. */
  public static void unlessRoot() {
    unless("root".equals(System.getProperty("user.name")), "needs root");
  }

  /** Goes on only for a user whom file permissions bind. */
  public static void unlessPermissionsBind() {
    unless(!"root".equals(System.getProperty("user.name")), "root may write everywhere");
  }
}
