package org.foresign.testkit;

import java.util.List;
import java.util.Optional;

/**
 * Runs a command where there is no network at all: in a network namespace of its own, with a sysfs
 * that shows that namespace. It stands in for a machine that is off the network.
 */
public final class EmptyNetwork {
  private static final String MOUNT_AND_RUN = "mount -t sysfs none /sys && exec \"$@\"";
  private static final String ONLY_LOOPBACK = "[ \"$(ls /sys/class/net)\" = lo ]";

  private EmptyNetwork() {}

  /** What to put before a command; empty when this system does not permit it. */
  public static Optional<List<String>> commandPrefix() {
    return Namespaces.prefix(
        List.of("-n", "-m"),
        List.of("sh", "-c", MOUNT_AND_RUN, "sh"),
        List.of("sh", "-c", ONLY_LOOPBACK));
  }

  /** The prefix, or the test is skipped with a word. */
  public static List<String> commandPrefixOrSkip() {
    Optional<List<String>> prefix = commandPrefix();
    Skips.unless(prefix.isPresent(), "this system permits no empty network namespace");
    return prefix.orElseThrow();
  }
}
