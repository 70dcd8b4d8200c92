package org.foresign.vault.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.foresign.vault.sign.SigningWrite;

/**
 * Runs one command of a {@link TestVault} in a process of its own, such as one of little memory.
 */
public final class TypedVaultMain {
  private TypedVaultMain() {}

  public static void main(String[] args) {
    TestVault vault = new TestVault(Path.of(args[0]), Clock.systemUTC(), SigningWrite.NONE);
    TestVault.Outcome outcome = vault.run(Arrays.copyOfRange(args, 1, args.length));
    System.out.print(outcome.out());
    System.err.print(outcome.err());
    System.exit(outcome.exit());
  }
}
