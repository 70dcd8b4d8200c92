package org.foresign.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.foresign.testkit.SharedData;
import org.foresign.testkit.Skips;

/** A program run through the launcher to its end, with everything it said. */
record Launched(int exitCode, String out, String err) {
  private static final long PATIENCE_MINUTES = 15;

  /** The launcher, or a skipped test where the programs are not packaged. */
  static Path launcherOrSkip() {
    Path root = SharedData.projectRoot();
    Skips.unless(Files.isExecutable(Path.of("/bin/sh")), "the launcher needs a POSIX shell");
    for (String app :
        List.of(
            "app-online/target/foresign-desk",
            "app-offline/target/foresign-vault",
            "installers/practice-story/target/foresign-practice")) {
      Skips.unless(Files.exists(root.resolve(app + ".jar")), "the programs are not packaged");
      Skips.unless(
          Files.exists(root.resolve(app).resolveSibling("run-time.classpath")),
          "the programs are not packaged");
    }
    return root.resolve("foresign");
  }

  /**
   * Runs a command to its end.
   *
   * @param logs folder for what it says
   */
  static Launched run(Path logs, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile(logs, "run", ".out");
      Path err = Files.createTempFile(logs, "run", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(logs.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("FORESIGN_NO_BUILD", "1");
      builder.environment().put("FORESIGN_JAVA_HOME", System.getProperty("java.home"));
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + command + "\n" + read(out) + read(err));
      }
      return new Launched(process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new AssertionError("it can't be run: " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  String lastLine() {
    return out.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
  }
}
