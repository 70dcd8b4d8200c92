package org.foresign.vault.work;

import java.nio.file.Path;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.keys.VaultCreation;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;

/** Makes a vault. */
public final class VaultMaking {
  /** Asks for a new passphrase; called once the place for the home was found to be good. */
  public interface NewPassphrase {
    /** Long enough, and typed twice where a person types it; becomes the workflow's to wipe. */
    Passphrase choose() throws ProblemException;

    /** The vault is made now, which takes some seconds on purpose. */
    default void making() throws ProblemException {}
  }

  private final VaultTools tools;

  public VaultMaking(VaultTools tools) {
    this.tools = tools;
  }

  /**
   * Makes it whole or not at all.
   *
   * @param least what each try of the passphrase costs at least
   * @throws ProblemException if a lock is open or there is a home already
   */
  public VaultFacts run(Path folder, boolean practice, Argon2Parameters least, NewPassphrase asker)
      throws ProblemException {
    tools.locks().requireForSigning(practice);
    try (VaultHome home =
            VaultHome.prepare(folder, tools.natives().load(), tools.clock().instant());
        Passphrase passphrase = asker.choose()) {
      asker.making();
      // Typing it may have taken minutes.
      tools.locks().requireForSigning(practice);
      return new VaultCreation(
              tools.wraps(), new VaultTime(tools.clock()), tools.access(), tools.random())
          .create(home, practice, passphrase, least);
    }
  }
}
