package org.foresign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program run to its end in a process of its own, with the memory and the other flags of the
 * virtual machine that the launcher gives it, on the class path of the test.
 *
 * @param out what it printed, in a file, for it may be long
 */
public record LaunchedRun(int exitCode, Path out, Path err) {
  private static final long PATIENCE_SECONDS = 300;
  private static final Pattern FLAG = Pattern.compile("(?<=\\s)-X\\S+");

  /** The {@code -X} flags in a function of the launcher, such as {@code run_online}. */
  public static List<String> flags(String function) {
    String launcher;
    try {
      launcher = Files.readString(SharedData.projectRoot().resolve("foresign"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int start = launcher.indexOf("\n" + function + "() {");
    int end = launcher.indexOf("\n}", start);
    List<String> flags = new ArrayList<>();
    Matcher found = FLAG.matcher(launcher.substring(start, end));
    while (found.find()) {
      flags.add(found.group());
    }
    if (flags.stream().noneMatch(flag -> flag.startsWith("-Xmx"))) {
      throw new AssertionError("the launcher gives no heap in " + function);
    }
    return flags;
  }

  /**
   * Runs it.
   *
   * @param folder where what it prints is kept
   */
  public static LaunchedRun of(Path folder, List<String> flags, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(flags);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dforesign.natives=" + System.getProperty("foresign.natives", "natives"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(folder, "run", ".out");
      Path err = Files.createTempFile(folder, "run", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + String.join(" ", arguments));
      }
      return new LaunchedRun(process.exitValue(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** What it printed as errors. */
  public String errors() {
    try {
      return Files.readString(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
