package org.foresign.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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
    for (List<String> options : List.of(List.of("-n", "-m"), List.of("-r", "-n", "-m"))) {
      List<String> prefix = new ArrayList<>();
      prefix.add("unshare");
      prefix.addAll(options);
      prefix.addAll(List.of("--", "sh", "-c", MOUNT_AND_RUN, "sh"));
      if (works(prefix)) {
        return Optional.of(List.copyOf(prefix));
      }
    }
    return Optional.empty();
  }

  /** The prefix, or the test is skipped with a word. */
  public static List<String> commandPrefixOrSkip() {
    Optional<List<String>> prefix = commandPrefix();
    Skips.unless(prefix.isPresent(), "this system permits no empty network namespace");
    return prefix.orElseThrow();
  }

  private static boolean works(List<String> prefix) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", ONLY_LOOPBACK));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
