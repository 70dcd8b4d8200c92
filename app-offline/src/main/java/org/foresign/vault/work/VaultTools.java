package org.foresign.vault.work;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;
import org.foresign.carry.CarryFolders;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.SignerRegistry;
import org.foresign.store.SqliteNative;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.keys.WrappedSecrets;
import org.foresign.vault.sign.SigningWrite;

/**
 * What workflows are made of; each program wires it once.
 *
 * @param locks refuses when a lock of this process is open
 * @param curve made at first use
 * @param bls made at first use
 * @param defaultHome where the vault lies when nobody says
 */
public record VaultTools(
    SecretAccess access,
    SecureRandom random,
    Clock clock,
    Locks locks,
    WrappedSecrets wraps,
    Natives natives,
    Supplier<Secp256k1> curve,
    Supplier<Bls> bls,
    KnownAccounts knownAccounts,
    SignerRegistry signers,
    CarryFolders folders,
    Path defaultHome,
    SigningWrite writePoint) {
  /** The locks of this process. */
  @FunctionalInterface
  public interface Locks {
    /**
     * @throws ProblemException when one is open that this kind of vault needs
     */
    void requireForSigning(boolean practiceVault) throws ProblemException;
  }

  /** Loads the database's native library. */
  @FunctionalInterface
  public interface Natives {
    SqliteNative load() throws ProblemException;
  }
}
