package org.foresign.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A machine whose only interface is lo, and lo is up: programs of one test meet there and nobody
 * else does. It lasts until it is closed or the test's process ends.
 */
public final class LoopbackMachine implements AutoCloseable {
  private static final String UP = "lo is up";
  private static final String HOLD =
      "mount -t sysfs none /sys && [ \"$(ls /sys/class/net)\" = lo ] && ip link set lo up"
          + " && echo '"
          + UP
          + "' && exec cat";

  private final Process holder;
  private final List<String> prefix;

  private LoopbackMachine(Process holder, List<String> prefix) {
    this.holder = holder;
    this.prefix = List.copyOf(prefix);
  }

  /** Makes one, or skips the test with a word. */
  public static LoopbackMachine startOrSkip() {
    Optional<LoopbackMachine> machine = start();
    Skips.unless(
        machine.isPresent(),
        "no network namespace with a loopback of its own: unshare, nsenter, ip and the right to"
            + " them are needed");
    return machine.orElseThrow();
  }

  private static Optional<LoopbackMachine> start() {
    for (boolean asUser : List.of(false, true)) {
      List<String> unshare = new ArrayList<>(List.of("unshare"));
      unshare.addAll(asUser ? List.of("-r", "-n", "-m") : List.of("-n", "-m"));
      unshare.addAll(List.of("--", "sh", "-c", HOLD));
      try {
        // Its input stays open as long as this machine: cat ends with it.
        Process holder =
            new ProcessBuilder(unshare).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said =
            new BufferedReader(
                new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        if (UP.equals(said.readLine())) {
          LoopbackMachine machine = new LoopbackMachine(holder, enter(holder.pid(), asUser));
          if (machine.works()) {
            return Optional.of(machine);
          }
          machine.close();
        }
        holder.destroyForcibly();
      } catch (IOException e) {
        return Optional.empty(); // unshare is not installed
      }
    }
    return Optional.empty();
  }

  private static List<String> enter(long pid, boolean asUser) {
    List<String> prefix = new ArrayList<>(List.of("nsenter", "-t", Long.toString(pid)));
    if (asUser) {
      prefix.addAll(List.of("-U", "--preserve-credentials"));
    }
    prefix.addAll(List.of("-n", "-m", "--"));
    return prefix;
  }

  private boolean works() throws IOException {
    List<String> probe = new ArrayList<>(prefix);
    probe.add("true");
    Process process = new ProcessBuilder(probe).inheritIO().start();
    try {
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What to put before a command, which starts in the root folder. */
  public List<String> commandPrefix() {
    return prefix;
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
