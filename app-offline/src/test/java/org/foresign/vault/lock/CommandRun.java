package org.foresign.vault.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a Java process on the class path of this test and collects what it prints. */
public record CommandRun(int exitCode, String output) {
  private static final long LIMIT_SECONDS = 120;

  /** The flags that the launcher gives the vault. */
  public static List<String> vaultFlags() {
    List<String> flags = new ArrayList<>(RunTimeCheck.NEEDED_FLAGS);
    flags.add("--limit-modules");
    flags.add(String.join(",", RunTimeCheck.allowedModules()));
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("-XX:+UseSerialGC");
    flags.add("-Xmx160m");
    return flags;
  }

  /** The variables that the launcher unsets. */
  public static List<String> foreignVariables() {
    return RunTimeCheck.FOREIGN_VARIABLES;
  }

  public static List<String> javaCommand(List<String> flags, String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  public static CommandRun run(List<String> command) throws IOException, InterruptedException {
    return run(command, Map.of());
  }

  /** With more variables than a cleared environment has. */
  static CommandRun run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("child", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeAll(foreignVariables());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the child did not end: " + command);
      }
      return new CommandRun(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } finally {
      Files.delete(output);
    }
  }

  /** The lines of form {@code name=result}. */
  Map<String, String> results() {
    Map<String, String> results = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      int at = line.indexOf('=');
      if (at > 0) {
        results.put(line.substring(0, at), line.substring(at + 1));
      }
    }
    return results;
  }
}
