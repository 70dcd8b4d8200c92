package org.foresign.vault.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that opens a vault. */
final class VaultHomeOptions {
  @Option(names = "--home", paramLabel = "DIR")
  @Nullable Path home;

  @Option(names = "--passphrase-file", paramLabel = "FILE")
  @Nullable Path passphraseFile;

  /** Whether anything looked at the file; most commands that only read need no passphrase. */
  boolean passphraseWanted;

  @Option(names = "--yes")
  boolean yes;
}
