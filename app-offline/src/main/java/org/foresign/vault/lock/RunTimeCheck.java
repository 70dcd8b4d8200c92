package org.foresign.vault.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.foresign.model.text.OwnFile;
import org.foresign.model.text.ShownText;

/** Checks how this Java process was started: its modules and its flags. */
final class RunTimeCheck {
  /** Flags that the launcher must have given. */
  static final List<String> NEEDED_FLAGS =
      List.of(
          "-XX:+DisableAttachMechanism",
          "-XX:-HeapDumpOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash");

  /** What else the launcher gives; each whole, so that nothing more can hang on it. */
  private static final Pattern OWN_OPTION =
      Pattern.compile(
          "-XX:-UsePerfData|-XX:\\+UseSerialGC|-XX:TieredStopAtLevel=1"
              + "|-Xm[sx][0-9]+[kmg]|-XX:MaxDirectMemorySize=[0-9]+[kmg]"
              + "|--enable-native-access=ALL-UNNAMED"
              + "|-D(user\\.home|foresign\\.root|foresign\\.natives)=.*",
          Pattern.DOTALL);

  /** Those of the launcher's options whose value is the next argument. */
  private static final Set<String> WITH_VALUE = Set.of("--limit-modules", "-cp");

  /**
   * Variables that add options, classes or libraries to a Java process; the launcher unsets them.
   */
  static final List<String> FOREIGN_VARIABLES =
      List.of(
          "JAVA_TOOL_OPTIONS",
          "_JAVA_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "CLASSPATH",
          "LD_PRELOAD",
          "LD_AUDIT",
          "LD_LIBRARY_PATH",
          "GCONV_PATH",
          "DYLD_INSERT_LIBRARIES",
          "DYLD_LIBRARY_PATH");

  private RunTimeCheck() {}

  /** The allow-list that the launcher passes on too, as it was at build time. */
  static SortedSet<String> allowedModules() {
    return OwnFile.text(RunTimeCheck.class, "vault-modules.txt")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\\s+", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static LockFinding modules(Collection<String> present, Collection<String> allowed) {
    SortedSet<String> extra = new TreeSet<>(present);
    extra.removeAll(allowed);
    return extra.isEmpty()
        ? new LockFinding(LockKind.MODULES, LockState.ENFORCED, "only those of the allow-list")
        : new LockFinding(
            LockKind.MODULES, LockState.RED, "not on the allow-list: " + String.join(", ", extra));
  }

  /**
   * The arguments of this process as the system shows them; empty when it does not. On Linux they
   * are read here, because the JDK gives up on command lines longer than a page of memory, which a
   * class path alone can be.
   */
  static List<String> ownArguments() {
    if (Cpu.isLinux()) {
      try {
        return parseCommandLine(Files.readAllBytes(Path.of("/proc/self/cmdline")));
      } catch (IOException e) {
        return List.of();
      }
    }
    return ProcessHandle.current().info().arguments().map(List::of).orElse(List.of());
  }

  /** Arguments after the program's name; each ends with a zero byte. */
  static List<String> parseCommandLine(byte[] commandLine) {
    List<String> all =
        new ArrayList<>(List.of(new String(commandLine, StandardCharsets.UTF_8).split("\0", -1)));
    all.removeFirst();
    if (!all.isEmpty() && all.getLast().isEmpty()) {
      all.removeLast();
    }
    return all;
  }

  /**
   * Judges the flags by the command line that the system shows.
   *
   * @param arguments those of this process; empty when the system does not tell
   * @param systemTells whether this system always tells, so that silence is an open lock
   */
  static LockFinding flags(
      List<String> arguments, Map<String, String> environment, boolean systemTells) {
    List<String> wrong = new ArrayList<>();
    for (String variable : FOREIGN_VARIABLES) {
      String value = environment.get(variable);
      if (value != null && !(variable.equals("LD_LIBRARY_PATH") && isOwnPath(value))) {
        wrong.add(variable + " is set");
      }
    }
    if (!arguments.isEmpty()) {
      judge(arguments, wrong);
    } else if (systemTells) {
      wrong.add("the command line of this process can't be read");
    } else if (wrong.isEmpty()) {
      return new LockFinding(
          LockKind.JAVA_FLAGS,
          LockState.NOT_ENFORCED_BY_SYSTEM,
          "this system does not tell how the process was started");
    }
    return wrong.isEmpty()
        ? new LockFinding(LockKind.JAVA_FLAGS, LockState.ENFORCED, "attach and dumps are off")
        : new LockFinding(LockKind.JAVA_FLAGS, LockState.RED, String.join(", ", wrong));
  }

  /** On musl the JDK's own launcher sets the variable to its own folders and starts again. */
  private static boolean isOwnPath(String libraryPath) {
    String home = System.getProperty("java.home", "");
    return Set.of(home + "/lib/server", home + "/lib", home + "/../lib")
        .containsAll(List.of(libraryPath.split(":", -1)));
  }

  /** Only what the launcher gives is allowed: a list of what does harm would never be whole. */
  private static void judge(List<String> arguments, List<String> wrong) {
    List<String> options = javaOptions(arguments);
    for (String option : options) {
      if (!NEEDED_FLAGS.contains(option)
          && !WITH_VALUE.contains(option)
          && !OWN_OPTION.matcher(option).matches()) {
        wrong.add(ShownText.foreign(option) + " is given");
      }
    }
    for (String needed : NEEDED_FLAGS) {
      if (!options.contains(needed)) {
        wrong.add(needed + " is missing");
      }
    }
  }

  /** The arguments before the main class; what follows it belongs to the program. */
  private static List<String> javaOptions(List<String> arguments) {
    List<String> options = new ArrayList<>();
    boolean isValue = false;
    for (String argument : arguments) {
      if (isValue) {
        isValue = false;
      } else if (argument.startsWith("-") || argument.startsWith("@")) {
        options.add(argument);
        isValue = WITH_VALUE.contains(argument);
      } else {
        break;
      }
    }
    return options;
  }
}
