package org.foresign.vault.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.model.wrap.UnlockProblem;
import org.foresign.secret.Passphrase;
import org.foresign.store.Sealer;
import org.foresign.terminal.TwoWords;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.keys.SigningAccounts;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.PossessionProof;
import org.jspecify.annotations.Nullable;

/** One use of one vault: its home, and what was unlocked of it. Closing wipes it all. */
public final class Sitting implements AutoCloseable {
  private final VaultTools tools;
  private final VaultHome home;
  private final VaultFacts facts;
  private final VaultTime time;
  private final List<Secrets> opened = new ArrayList<>();
  private @Nullable OpenVault vault;
  private @Nullable SheetComparison sheet;

  private Sitting(VaultTools tools, VaultHome home, VaultFacts facts) {
    this.tools = tools;
    this.home = home;
    this.facts = facts;
    this.time = new VaultTime(tools.clock());
  }

  /**
   * Opens a home; nothing is unlocked.
   *
   * @throws ProblemException if there is none, or it can't be read
   */
  public static Sitting open(VaultTools tools, Path folder) throws ProblemException {
    VaultHome home = VaultHome.open(folder, tools.natives().load(), tools.clock().instant());
    boolean whole = false;
    try {
      Sitting sitting = new Sitting(tools, home, home.facts());
      whole = true;
      return sitting;
    } finally {
      if (!whole) {
        home.close();
      }
    }
  }

  public VaultTools tools() {
    return tools;
  }

  public VaultHome home() {
    return home;
  }

  /** As they were when the sitting began. */
  public VaultFacts facts() {
    return facts;
  }

  public VaultTime time() {
    return time;
  }

  /** An opened vault with the secrets that were asked for. */
  public final class Unlocked {
    private final OpenVault open;
    private final Secrets secrets;

    private Unlocked(OpenVault open, Secrets secrets) {
      this.open = open;
      this.secrets = secrets;
    }

    public OpenVault vault() {
      return open;
    }

    /**
     * What officers decide with, once the paper sheet was compared.
     *
     * @throws ProblemException as {@link SheetComparison#compare}
     */
    public OfficerKey officers(ReadingAsker asker) throws ProblemException {
      ComparedSheet compared = sheet().compare(asker, open.memory());
      return new OfficerKey(compared, secrets.of(SecretPurpose.ADMINISTER), tools.access());
    }

    /** Over the sign secret; the caller closes it. */
    public Sealer signSealer() {
      return sealer(secrets);
    }

    public SigningAccounts accounts() {
      return Sitting.this.accounts(open);
    }
  }

  /**
   * Opens the vault with a passphrase, and further secrets with the same run of Argon2id.
   *
   * @throws ProblemException with {@link UnlockProblem#UNLOCK_PASSPHRASE_WRONG} or a lock problem,
   *     which the journal notes, or another problem
   */
  public Unlocked unlock(PassphraseAsker asker, SecretPurpose... further) throws ProblemException {
    requireLocks();
    List<SecretPurpose> purposes = new ArrayList<>(List.of(SecretPurpose.OPEN));
    purposes.addAll(List.of(further));
    Secrets secrets = secrets(asker, purposes);
    OpenVault open;
    try (Sealer sealer =
        new Sealer(secrets.of(SecretPurpose.OPEN).duplicate(), tools.access(), tools.random())) {
      open = OpenVault.open(home, facts, sealer, time, tools.access());
    }
    vault = open;
    sheet = new SheetComparison(this, open);
    return new Unlocked(open, secrets);
  }

  /** Asks for the passphrase again and opens the sign secret, for one batch. */
  public Secrets signSecret(PassphraseAsker asker) throws ProblemException {
    requireLocks();
    return secrets(asker, List.of(SecretPurpose.SIGN));
  }

  /** The paper sheet's last line; the vault must be unlocked. */
  public SheetComparison sheet() {
    return Objects.requireNonNull(sheet, "the vault was not unlocked");
  }

  /** The accounts of an opened vault. */
  public SigningAccounts accounts(OpenVault open) {
    Secp256k1 curve = tools.curve().get();
    return new SigningAccounts(
        open,
        tools.knownAccounts(),
        tools.signers(),
        new PossessionProof(curve),
        curve,
        tools.access());
  }

  /** Over the sign secret; the caller closes it. */
  public Sealer sealer(Secrets secrets) {
    return new Sealer(secrets.of(SecretPurpose.SIGN).duplicate(), tools.access(), tools.random());
  }

  /** Made at first use, for its native library takes time to load. */
  public DepositCheck depositCheck() {
    return new DepositCheck(tools.bls().get());
  }

  /** Draws which two words are asked for; null where there are none. */
  @Nullable TwoWords twoOf(Reading reading) {
    return reading.words().isEmpty() ? null : TwoWords.of(reading.words(), tools.random());
  }

  /**
   * Goes on only if the person has read it and said yes.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_NOT_CONFIRMED}
   */
  void require(ReadingAsker asker, Reading reading) throws ProblemException {
    require(
        asker,
        reading,
        twoOf(reading),
        fits -> Problem.of(VaultProblem.VAULT_NOT_CONFIRMED).asException());
  }

  /** The problem with words that are not those that were asked for. */
  @FunctionalInterface
  interface Differs {
    /**
     * @param fits whether the typed words are those of other ten words
     */
    ProblemException problem(Predicate<List<String>> fits) throws ProblemException;
  }

  /**
   * As {@link #require} with words that were drawn before, and another problem for wrong ones.
   *
   * @param two of {@link #twoOf}
   */
  void require(ReadingAsker asker, Reading reading, @Nullable TwoWords two, Differs differs)
      throws ProblemException {
    switch (asker.ask(reading, two)) {
      case Reply.Words typed -> {
        if (two == null) {
          throw Problem.of(VaultProblem.VAULT_NOT_CONFIRMED).asException();
        }
        if (!two.right(typed.two())) {
          throw differs.problem(ten -> two.fits(ten, typed.two()));
        }
      }
      case Reply.TenWords typed -> {
        if (!typed.ten().equals(reading.words())) {
          throw differs.problem(typed.ten()::equals);
        }
      }
      case Reply.Yes _ -> {
        if (two != null) {
          throw Problem.of(VaultProblem.VAULT_NOT_CONFIRMED).asException();
        }
      }
      case Reply.No _ -> throw Problem.of(VaultProblem.VAULT_NOT_CONFIRMED).asException();
      case Reply.Unread _ -> {
        if (!facts.practice()) {
          throw Problem.of(VaultProblem.VAULT_PRACTICE_ONLY, "--yes").asException();
        }
      }
    }
  }

  /**
   * The line for the paper sheet when something changed it and nobody was told, as after a problem
   * half way.
   *
   * @throws ProblemException if the file can't be verified any more: no line of it may be written
   */
  public Optional<PaperLine> untold() throws ProblemException {
    return sheet == null ? Optional.empty() : sheet.untold();
  }

  @Override
  public void close() throws ProblemException {
    OpenVault open = vault;
    if (open != null) {
      open.close();
    }
    opened.forEach(Secrets::close);
    home.close();
  }

  /** Asks until it is right or not asked any more; every wrong one is noted. */
  private Secrets secrets(PassphraseAsker asker, List<SecretPurpose> purposes)
      throws ProblemException {
    Optional<Problem> wrong = Optional.empty();
    for (int attempt = 1; ; attempt++) {
      // What the asker throws ends it, also when it is the problem with the attempt before.
      Passphrase typed = asker.passphrase(new PassphraseAsker.Request(purposes, attempt, wrong));
      try (Passphrase passphrase = typed) {
        asker.trying();
        Secrets secrets = tools.wraps().open(home.database(), passphrase, purposes);
        opened.add(secrets);
        return secrets;
      } catch (ProblemException e) {
        if (e.problem().code() != UnlockProblem.UNLOCK_PASSPHRASE_WRONG) {
          throw e;
        }
        noteRefused("passphrase");
        wrong = Optional.of(e.problem());
      }
    }
  }

  /** An entry needs no secret, so an open lock leaves one although nothing is opened. */
  private void requireLocks() throws ProblemException {
    try {
      tools.locks().requireForSigning(facts.practice());
    } catch (ProblemException e) {
      try {
        noteRefused(e.problem().code().id());
      } catch (ProblemException notNoted) {
        e.addSuppressed(notNoted); // the lock is what the person has to know
      }
      throw e;
    }
  }

  private void noteRefused(String reason) throws ProblemException {
    Journal journal = new Journal(facts.practice(), time);
    home.database()
        .update(
            sql -> journal.append(sql, JournalEvent.UNLOCK_REFUSED, Detail.of("reason", reason)));
  }
}
