package org.foresign.vault.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
  static final Set<String> READ =
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
  static final Set<String> WRITTEN = Set.of("--home", "--out");

  private static final List<String> CLEANING = List.of("stick", "clean");
  private static final Set<String> NEW_KEYS = Set.of("new", "import");
  private static final Set<String> ONLY_TELLING = Set.of("--help", "-h", "--version", "-V");

  private PathArguments() {}

  /** Where a user's vault and what belongs to all his vaults lie, unless he says otherwise. */
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
    boolean cleans = all.size() >= 2 && all.subList(0, 2).equals(CLEANING);
    List<Path> read = new ArrayList<>();
    List<Path> written = new ArrayList<>();
    boolean homeIsNamed = false;
    for (int at = 0; at < all.size(); at++) {
      String[] parts = all.get(at).split("=", 2);
      String value = parts.length == 2 ? parts[1] : at + 1 < all.size() ? all.get(at + 1) : "";
      if (WRITTEN.contains(parts[0]) || (cleans && parts[0].equals("--in"))) {
        add(written, value);
        homeIsNamed |= parts[0].equals("--home");
      } else if (READ.contains(parts[0])) {
        add(read, value);
      }
    }
    if (!homeIsNamed) {
      written.add(defaultHome());
    }
    makeReady(all, written);
    return new NamedPaths(read, written);
  }

  private static void add(List<Path> paths, String value) {
    try {
      if (!value.isEmpty()) {
        paths.add(Path.of(value).toAbsolutePath());
      }
    } catch (InvalidPathException e) {
      return; // the command says so
    }
  }

  /** Inside the lock a command can fill a folder that is there, and can make none. */
  private static void makeReady(List<String> arguments, List<Path> written) {
    if (arguments.size() < 2 || arguments.stream().anyMatch(ONLY_TELLING::contains)) {
      return;
    }
    try {
      if (arguments.getFirst().equals("create")) {
        for (Path folder : written) {
          if (!Files.exists(folder)) {
            HomeFolder.prepare(folder);
          }
        }
      } else if (arguments.getFirst().equals("account") && NEW_KEYS.contains(arguments.get(1))) {
        written.add(KnownAccounts.prepare(userFolder()));
      }
    } catch (IOException | ProblemException e) {
      return; // the command will find the same, and has the words for it
    }
  }
}
