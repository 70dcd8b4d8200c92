package org.foresign.vault.lock;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.foresign.store.SqliteNative;

/** The files that a Java program of ours needs on Linux, whatever its command is. */
final class ProgramPaths {
  /** Libraries, locales, time zones, user names, and what a JDK links to. */
  private static final List<String> SYSTEM =
      List.of("/usr", "/lib", "/lib32", "/lib64", "/etc", "/nix/store", "/gnu/store");

  /** Where the locks and Java look: interfaces, status, processors, control groups. */
  private static final List<String> KERNEL = List.of("/proc", "/sys");

  private static final List<String> RANDOM = List.of("/dev/random", "/dev/urandom");

  private static final long TERMINAL =
      Landlock.READ_FILE | Landlock.WRITE_FILE | Landlock.IOCTL_DEV;

  private static final Path MAPS = Path.of("/proc/self/maps");

  private ProgramPaths() {}

  /** Rules for the program and for what its command names. */
  static List<Landlock.Rule> rules(NamedPaths named) {
    List<Landlock.Rule> rules = new ArrayList<>();
    for (List<String> each : List.of(SYSTEM, KERNEL, RANDOM)) {
      each.forEach(path -> rules.add(new Landlock.Rule(Path.of(path), Landlock.READ)));
    }
    rules.add(new Landlock.Rule(Path.of("/dev/null"), Landlock.READ_FILE | Landlock.WRITE_FILE));
    rules.add(new Landlock.Rule(Path.of("/dev/tty"), TERMINAL));
    Path java = Path.of(System.getProperty("java.home", ""));
    rules.add(new Landlock.Rule(java, Landlock.READ));
    rules.add(new Landlock.Rule(java.resolve("bin/java"), Landlock.READ_FILE | Landlock.EXECUTE));
    for (Path loader : loaders()) {
      rules.add(new Landlock.Rule(loader, Landlock.READ_FILE | Landlock.EXECUTE));
    }
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        rules.add(new Landlock.Rule(Path.of(entry), Landlock.READ));
      }
    }
    rules.add(new Landlock.Rule(natives(), Landlock.WRITE));
    named.read().forEach(path -> rules.add(new Landlock.Rule(path, Landlock.READ)));
    named.written().forEach(path -> rules.add(new Landlock.Rule(path, Landlock.WRITE)));
    for (Path folder : named.removable()) {
      Path around = folder.toAbsolutePath().normalize().getParent();
      if (around != null) {
        rules.add(new Landlock.Rule(around, Landlock.REMOVE_DIR));
      }
    }
    return rules;
  }

  /**
   * Where native libraries lie, as their loaders look for them. They are unpacked at the first run,
   * and their hashes are compared at each.
   */
  private static Path natives() {
    String set = System.getProperty(SqliteNative.FOLDER_PROPERTY, "");
    Path folder =
        set.isBlank()
            ? Path.of(System.getProperty("user.home", "."), ".foresign", "natives")
            : Path.of(set);
    if (!Files.exists(folder)) {
      try {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (IOException e) {
        return folder; // the loader finds the same, and has the words for it
      }
    }
    return folder;
  }

  /** The dynamic loader of this process, which the kernel starts with each program. */
  static List<Path> loaders() {
    try {
      return Files.readAllLines(MAPS).stream()
          .filter(line -> line.indexOf('/') > 0)
          .map(line -> line.substring(line.indexOf('/')))
          .filter(file -> file.substring(file.lastIndexOf('/') + 1).matches("ld-.*\\.so[.0-9]*"))
          .distinct()
          .map(Path::of)
          .toList();
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }
}
