package org.foresign.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Starts child JVMs with the class path of the running test. */
public final class Processes {
  private static final List<String> PASSED_ON = List.of("foresign.root", "foresign.natives");

  private Processes() {}

  /** Starts {@code main} in a child JVM; close the child to end it for certain. */
  public static ChildJvm start(Class<?> main, List<String> jvmOptions, String... args) {
    return start(main, jvmOptions, Map.of(), args);
  }

  /** The same with system properties for the child. */
  public static ChildJvm start(
      Class<?> main, List<String> jvmOptions, Map<String, String> properties, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmOptions);
    Map<String, String> all = new TreeMap<>();
    for (String name : PASSED_ON) {
      String value = System.getProperty(name);
      if (value != null) {
        all.put(name, value);
      }
    }
    all.putAll(properties);
    all.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(System.getProperty("java.class.path", ""));
    command.add(main.getName());
    command.addAll(List.of(args));
    try {
      return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new IllegalStateException("the child JVM does not start", e);
    }
  }

  /**
   * Runs {@code main} until it reaches {@code point} for the {@code hit}-th time, then kills it
   * with SIGKILL, and returns what it had printed.
   */
  public static List<String> killAt(Class<?> main, String point, int hit, String... args) {
    Map<String, String> properties = Map.of(CrashPoints.PROPERTY, point + "#" + hit);
    try (ChildJvm child = start(main, List.of(), properties, args)) {
      child.awaitLine(CrashPoints.MARKER + point);
      return child.kill();
    }
  }
}
