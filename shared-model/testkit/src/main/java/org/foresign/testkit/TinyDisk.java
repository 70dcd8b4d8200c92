package org.foresign.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small tmpfs mounted for a test, to be filled up, made read-only or mounted noexec. Needs Linux
 * and root; elsewhere the test is skipped with a word. Closing it unmounts.
 */
public final class TinyDisk implements AutoCloseable {
  private final Path folder;

  private TinyDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * @param folder an existing empty folder
   * @param options further mount options, such as {@code noexec}
   */
  public static TinyDisk mount(Path folder, int kilobytes, String... options) {
    Skips.unlessLinux();
    Skips.unlessRoot();
    String all =
        String.join(
            ",", Stream.concat(Stream.of("size=" + kilobytes + "k"), Stream.of(options)).toList());
    Skips.unless(
        run("mount", "-t", "tmpfs", "-o", all, "tmpfs", folder.toString()).isEmpty(),
        "may not mount here");
    return new TinyDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  public void makeReadOnly() {
    require(run("mount", "-o", "remount,ro", folder.toString()));
  }

  public void makeWritable() {
    require(run("mount", "-o", "remount,rw", folder.toString()));
  }

  @Override
  public void close() {
    require(run("umount", folder.toString()));
  }

  private static void require(String complaint) {
    if (!complaint.isEmpty()) {
      throw new AssertionError(complaint);
    }
  }

  /** Runs a command; empty when it succeeded, else what it said. */
  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? "" : command[0] + " ended with " + code + ": " + said;
    } catch (IOException e) {
      return command[0] + " does not start: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
