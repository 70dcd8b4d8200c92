package org.foresign.vault.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that opens a vault. */
final class VaultHomeOptions {
  @Option(names = "--home", paramLabel = "DIR", description = "Home folder of the vault.")
  @Nullable Path home;

  @Option(names = "--json", description = "Print one JSON object on the last line.")
  boolean json;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "Read the passphrase from a file; practice vaults only.")
  @Nullable Path passphraseFile;

  /** Whether anything looked at the file; most commands that only read need no passphrase. */
  boolean passphraseWanted;

  @Option(names = "--yes", description = "Answer every question with yes; practice vaults only.")
  boolean yes;

  /** The home folder that is meant. */
  Path folder(VaultServices services) {
    Path named = home;
    return named == null ? services.tools().defaultHome() : named.toAbsolutePath().normalize();
  }
}
