package org.foresign.vault.app;

import java.util.List;
import org.foresign.vault.cli.VaultCommands;
import org.foresign.vault.lock.LockVariant;
import org.foresign.vault.lock.VaultLock;

/** Entry point of the vault process. Its first act is to lock itself. */
public final class VaultMain {
  private VaultMain() {}

  public static void main(String[] args) {
    VaultLock lock = VaultLock.install(LockVariant.TERMINAL, () -> PathArguments.of(args));
    Thread.setDefaultUncaughtExceptionHandler(VaultCommands.fault().onThreads(List.of(args)));
    // A library's logging interface stays silent here: nothing binds it, and it would say so.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    int exit = VaultCommands.commandLine(Wiring.services(lock)).execute(args);
    PathArguments.removeUnused(args);
    System.exit(exit);
  }
}
