package org.foresign.vault.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.HomeFolder;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.lock.NamedPaths;

/**
 * Reads from a command line which files and folders it names, before the vault closes all others to
 * itself. What is wrong in it the command says afterwards.
 */
public final class PathArguments {
  /** Options whose files and folders a command reads. */
  public static final Set<String> READ =
      Set.of(
          "--in",
          "--card",
          "--export",
          "--list",
          "--deposit-data",
          "--mnemonic-file",
          "--passphrase-file",
          "--bip39-passphrase-file");

  /** Options whose folders a command writes to. */
  public static final Set<String> WRITTEN = Set.of("--home", "--out");

  private static final Set<String> ONLY_TELLING = Set.of("--help", "-h", "--version", "-V");

  private PathArguments() {}

  /** Where a user's vault lies unless told otherwise, and what all vaults of that user share. */
  public static Path userFolder() {
    return Path.of(System.getProperty("user.home", "."), ".foresign");
  }

  /** Where the vault lies when nobody says. */
  public static Path defaultHome() {
    return userFolder().resolve("vault");
  }

  /** What the command named by {@code arguments} works on; a home that is to be made is made. */
  public static NamedPaths of(String[] arguments) {
    List<String> all = List.of(arguments);
    List<Path> read = new ArrayList<>();
    List<Path> written = new ArrayList<>();
    for (Named named : named(all)) {
      (isWritten(named.option(), all) ? written : read).add(named.path());
    }
    Path home = home(all);
    if (!written.contains(home)) {
      written.add(home);
    }
    try {
      if (does(all, "create") && !Files.exists(home)) {
        // Inside the lock a command can fill a folder that is there, and can make none.
        HomeFolder.prepare(home);
      } else if (does(all, "account", "new") || does(all, "account", "import")) {
        written.add(KnownAccounts.prepare(userFolder()));
      }
    } catch (IOException | ProblemException e) {
      // The command will find the same, and has the words for it.
      assert !written.isEmpty();
    }
    return new NamedPaths(read, written, does(all, "create") ? List.of(home) : List.of());
  }

  /** Removes the home that was made for a vault which then was not, as long as it is empty. */
  public static void removeUnused(String[] arguments) {
    List<String> all = List.of(arguments);
    try {
      if (does(all, "create") && Files.isDirectory(home(all), LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(home(all));
      }
    } catch (IOException e) {
      return; // there is something in it
    }
  }

  private record Named(String option, Path path) {}

  private static List<Named> named(List<String> arguments) {
    List<Named> found = new ArrayList<>();
    for (int at = 0; at < arguments.size(); at++) {
      String[] parts = arguments.get(at).split("=", 2);
      String next = at + 1 < arguments.size() ? arguments.get(at + 1) : "";
      String value = parts.length == 2 ? parts[1] : next;
      if ((READ.contains(parts[0]) || WRITTEN.contains(parts[0])) && !value.isEmpty()) {
        try {
          found.add(new Named(parts[0], Path.of(value).toAbsolutePath()));
        } catch (InvalidPathException ignored) {
          // the command says so
        }
      }
    }
    return found;
  }

  private static boolean isWritten(String option, List<String> arguments) {
    return WRITTEN.contains(option) || (option.equals("--in") && does(arguments, "stick", "clean"));
  }

  private static Path home(List<String> arguments) {
    return named(arguments).stream()
        .filter(named -> named.option().equals("--home"))
        .map(Named::path)
        .findFirst()
        .orElseGet(PathArguments::defaultHome);
  }

  private static boolean does(List<String> arguments, String... words) {
    return arguments.size() >= words.length
        && arguments.subList(0, words.length).equals(List.of(words))
        && arguments.stream().noneMatch(ONLY_TELLING::contains);
  }
}
