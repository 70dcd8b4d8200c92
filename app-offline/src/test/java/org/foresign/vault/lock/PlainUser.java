package org.foresign.vault.lock;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.foresign.testkit.Skips;

/**
 * Starts Java classes of this test as a user without privileges: as this one, or, when this is
 * root, as one whom nothing else belongs to.
 */
final class PlainUser implements AutoCloseable {
  private static final String NUMBER = "54321";

  private final List<String> prefix;
  private final Path folder;
  private final String classPath;

  private PlainUser(List<String> prefix, Path folder, String classPath) {
    this.prefix = prefix;
    this.folder = folder;
    this.classPath = classPath;
  }

  /**
   * @param needed one class from each place of the class path that is needed
   */
  static PlainUser orSkip(Class<?>... needed) throws Exception {
    List<String> prefix =
        "root".equals(System.getProperty("user.name"))
            ? List.of("setpriv", "--reuid=" + NUMBER, "--regid=" + NUMBER, "--clear-groups")
            : List.of();
    // Where this test's classes lie the other user may not look.
    Path folder =
        Files.createTempDirectory(
            "foresign-plain",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Set<String> copies = new LinkedHashSet<>();
    for (Class<?> one : needed) {
      copies.add(copy(one, folder.resolve(Integer.toString(copies.size()))).toString());
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    PlainUser user =
        new PlainUser(prefix, folder, String.join(File.pathSeparator, List.copyOf(copies)));
    boolean works = user.works(List.of());
    if (!works) {
      user.close();
    }
    Skips.unless(works, "no process can be started as a plain user here");
    return user;
  }

  /** Its number. */
  String number() throws IOException {
    return prefix.isEmpty()
        ? Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString()
        : NUMBER;
  }

  /** Whether the user may start a program behind this. */
  boolean works(List<String> then) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(then);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--version");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** A command that starts the class, with {@code then} before it. */
  List<String> command(List<String> then, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(then);
    List<String> java = CommandRun.javaCommand(CommandRun.vaultFlags(), main.getName());
    java.set(java.indexOf("-cp") + 1, classPath);
    command.addAll(java);
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = new ArrayList<>(tree.toList());
    }
    for (Path path : all.reversed()) {
      Files.delete(path);
    }
  }

  /** Copies the place of a class, a jar or a folder, for others to read. */
  private static Path copy(Class<?> one, Path to) throws IOException, URISyntaxException {
    Path from = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        Files.copy(path, target);
        Files.setPosixFilePermissions(
            target,
            PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    return to;
  }
}
