package org.foresign.desk.cli;

import java.nio.file.Path;
import org.foresign.terminal.Passphrases;
import org.foresign.terminal.Prompt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which desk, and its passphrase: from a prompt, or from a file for scripts. */
final class DeskHomeOptions {
  @Option(names = "--home", paramLabel = "FOLDER")
  private @Nullable Path home;

  @Option(names = "--passphrase-file", paramLabel = "FILE")
  private @Nullable Path passphraseFile;

  Path home() {
    return home == null ? Path.of(System.getProperty("user.home", "."), ".foresign", "desk") : home;
  }

  /** Where the passphrase comes from. */
  Passphrases passphrases(Prompt prompt) {
    return new Passphrases(prompt, passphraseFile);
  }
}
