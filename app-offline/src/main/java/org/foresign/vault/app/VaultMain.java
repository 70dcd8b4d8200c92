package org.foresign.vault.app;

import org.foresign.vault.cli.VaultCommand;
import picocli.CommandLine;

/** Entry point of the vault process. */
public final class VaultMain {
  private VaultMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new VaultCommand()).execute(args));
  }
}
