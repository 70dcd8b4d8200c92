package org.foresign.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Commands in Linux namespaces of their own, as root or in a user namespace. */
final class Namespaces {
  private Namespaces() {}

  /**
   * What to put before a command.
   *
   * @param kinds options of {@code unshare}
   * @param then what runs inside before the command, which is appended to it
   * @param probe a command that succeeds inside where all of it works
   * @return empty when this system does not permit it
   */
  static Optional<List<String>> prefix(List<String> kinds, List<String> then, List<String> probe) {
    for (List<String> user : List.of(List.<String>of(), List.of("-r"))) {
      List<String> prefix = new ArrayList<>();
      prefix.add("unshare");
      prefix.addAll(user);
      prefix.addAll(kinds);
      prefix.add("--");
      prefix.addAll(then);
      if (works(prefix, probe)) {
        return Optional.of(List.copyOf(prefix));
      }
    }
    return Optional.empty();
  }

  private static boolean works(List<String> prefix, List<String> probe) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(probe);
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
