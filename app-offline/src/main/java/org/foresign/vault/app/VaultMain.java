package org.foresign.vault.app;

import org.foresign.vault.cli.LockCommand;
import org.foresign.vault.cli.VaultCommand;
import org.foresign.vault.lock.LockVariant;
import org.foresign.vault.lock.VaultLock;
import picocli.CommandLine;

/** Entry point of the vault process. Its first act is to lock itself. */
public final class VaultMain {
  private VaultMain() {}

  public static void main(String[] args) {
    VaultLock lock = VaultLock.install(LockVariant.TERMINAL);
    System.exit(
        new CommandLine(new VaultCommand()).addSubcommand(new LockCommand(lock)).execute(args));
  }
}
