package org.foresign.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a command to which one folder is mounted so that nobody, root included, can write in it. */
public final class ReadOnlyFolder {
  private static final String MOUNT_AND_RUN =
      "folder=$1; shift; mount --bind \"$folder\" \"$folder\""
          + " && mount -o remount,bind,ro \"$folder\" && exec \"$@\"";

  private ReadOnlyFolder() {}

  /** What to put before a command, or the test is skipped with a word. */
  public static List<String> commandPrefixOrSkip(Path folder) {
    Optional<List<String>> prefix =
        Namespaces.prefix(
            List.of("-m"),
            List.of("sh", "-c", MOUNT_AND_RUN, "sh", folder.toString()),
            List.of("sh", "-c", "! mkdir \"$0/written\"", folder.toString()));
    Skips.unless(prefix.isPresent(), "this system permits no mount of our own");
    return prefix.orElseThrow();
  }
}
