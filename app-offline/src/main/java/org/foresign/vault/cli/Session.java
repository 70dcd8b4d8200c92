package org.foresign.vault.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.DomainTag;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.Sha256;
import org.foresign.crypto.WordCode;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotProblem;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.model.staking.DepositCheck;
import org.foresign.store.Sealer;
import org.foresign.terminal.Passphrases;
import org.foresign.terminal.TwoWords;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.keys.Accounts;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.Secrets;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.sign.PossessionProof;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** One command's use of one vault: its home, and what was unlocked of it. Closing wipes it all. */
final class Session implements AutoCloseable {
  private static final String NO = " Press enter alone to say no.";

  private final VaultServices services;
  private final HomeOptions options;
  private final VaultHome home;
  private final VaultFacts facts;
  private final VaultTime time;
  private final List<Secrets> opened = new ArrayList<>();
  private @Nullable OpenVault vault;
  private @Nullable SheetLine sheet;

  private Session(VaultServices services, HomeOptions options, VaultHome home, VaultFacts facts) {
    this.services = services;
    this.options = options;
    this.home = home;
    this.facts = facts;
    this.time = new VaultTime(services.clock());
  }

  static Session open(VaultServices services, HomeOptions options) throws ProblemException {
    VaultHome home =
        VaultHome.open(folder(services, options), services.natives().load(), now(services));
    boolean whole = false;
    try {
      VaultFacts facts = home.facts();
      if (!facts.practice() && (options.yes || options.passphraseFile != null)) {
        throw Problem.of(
                VaultProblem.VAULT_PRACTICE_ONLY, options.yes ? "--yes" : "--passphrase-file")
            .asException();
      }
      whole = true;
      return new Session(services, options, home, facts);
    } finally {
      if (!whole) {
        home.close();
      }
    }
  }

  static Path folder(VaultServices services, HomeOptions options) {
    Path home = options.home;
    return home == null ? services.defaultHome() : home.toAbsolutePath().normalize();
  }

  static Instant now(VaultServices services) {
    return services.clock().instant();
  }

  VaultHome home() {
    return home;
  }

  VaultFacts facts() {
    return facts;
  }

  VaultTime time() {
    return time;
  }

  /**
   * Opens the vault with the passphrase, and further secrets with the same run.
   *
   * @throws ProblemException with {@link SlotProblem#SLOT_PASSPHRASE_WRONG} or a lock problem,
   *     which the journal notes, or another problem
   */
  Unlocked unlock(SlotPurpose... further) throws ProblemException {
    requireLocks();
    List<SlotPurpose> purposes = new ArrayList<>(List.of(SlotPurpose.OPEN));
    purposes.addAll(List.of(further));
    Secrets secrets = secrets("Passphrase of the vault", purposes);
    OpenVault open;
    try (Sealer sealer =
        new Sealer(
            secrets.of(SlotPurpose.OPEN).duplicate(), services.access(), services.random())) {
      open = OpenVault.open(home, sealer, time, services.access());
    }
    vault = open;
    sheet = new SheetLine(this, open);
    home.database()
        .update(sql ->
            open.journal()
                .append(
                    sql,
                    JournalEvent.VAULT_UNLOCKED,
                    new Detail("ceremony", Long.toString(facts.ceremony()))));
    return new Unlocked(open, secrets);
  }

  /** Asks for the passphrase again and opens the sign secret, for one batch. */
  Secrets signSecret() throws ProblemException {
    requireLocks();
    return secrets("Passphrase, to sign", List.of(SlotPurpose.SIGN));
  }

  /** An opened vault with the secrets that were asked for. */
  final class Unlocked {
    private final OpenVault open;
    private final Secrets secrets;

    private Unlocked(OpenVault open, Secrets secrets) {
      this.open = open;
      this.secrets = secrets;
    }

    OpenVault vault() {
      return open;
    }

    OfficerKey officers() {
      return new OfficerKey(secrets.of(SlotPurpose.ADMINISTER), services.access());
    }

    Sealer signSealer() {
      return sealer(secrets);
    }

    Accounts accounts() {
      return Session.this.accounts(open);
    }
  }

  /** The paper sheet's last line; the vault must be unlocked. */
  SheetLine sheet() {
    return Objects.requireNonNull(sheet, "the vault was not unlocked");
  }

  Accounts accounts(OpenVault open) {
    Secp256k1 curve = services.curve().get();
    return new Accounts(
        open,
        services.knownAccounts(),
        new PossessionProof(curve, services.access()),
        curve,
        services.access());
  }

  Sealer sealer(Secrets secrets) {
    return new Sealer(
        secrets.of(SlotPurpose.SIGN).duplicate(), services.access(), services.random());
  }

  DepositCheck depositCheck() {
    Bls bls = services.bls().get();
    return new DepositCheck(bls);
  }

  /**
   * Asks a person where nothing has to be read first, or takes --yes.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_NOT_CONFIRMED}
   */
  void confirm(List<String> shown, String question) throws ProblemException {
    if (options.yes) {
      return;
    }
    services.prompt().show(shown);
    requireYes(services.prompt().confirm(question));
  }

  /**
   * Shows a page and asks for two words of it, or takes --yes.
   *
   * @param words ten words that stand for what the page says
   * @throws ProblemException with {@link VaultProblem#VAULT_NOT_CONFIRMED}
   */
  void confirmRead(List<String> page, List<String> words, String question) throws ProblemException {
    if (options.yes) {
      return;
    }
    TwoWords two = twoOf(words);
    services.prompt().show(page);
    services.prompt().show(List.of(two.numbered(), question + NO));
    requireYes(two.ask(services.prompt(), "the line above").right());
  }

  /**
   * The same for a page that has no words of its own: they are made of its text.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_NOT_CONFIRMED}
   */
  void confirmRead(List<String> page, String question) throws ProblemException {
    byte[] text = String.join("\n", page).getBytes(StandardCharsets.UTF_8);
    Digest32 digest = Digest32.of(Sha256.hash(DomainTag.of("page"), text));
    confirmRead(page, WordCode.words(digest), question);
  }

  /** The problem with words that differ, by whether they are those of other ten words. */
  @FunctionalInterface
  interface Differs {
    ProblemException problem(Predicate<List<String>> theirs) throws ProblemException;
  }

  /**
   * Shows a page without two of its words and asks for them, which stand somewhere else as well; or
   * takes --yes.
   *
   * @param source where they stand
   * @throws ProblemException as {@code differs} says, or with {@link
   *     VaultProblem#VAULT_NOT_CONFIRMED}
   */
  void compare(TwoWords two, List<String> page, String question, String source, Differs differs)
      throws ProblemException {
    if (options.yes) {
      return;
    }
    services.prompt().show(two.leaveOut(page));
    services.prompt().show(List.of(question + NO));
    TwoWords.Answer answer = two.ask(services.prompt(), source);
    if (!answer.right() && !answer.typed().isEmpty()) {
      throw differs.problem(ten -> two.fits(ten, answer.typed()));
    }
    requireYes(answer.right());
  }

  /** Draws which two words are asked for. */
  TwoWords twoOf(List<String> words) {
    return TwoWords.of(words, services.random());
  }

  private static void requireYes(boolean yes) throws ProblemException {
    if (!yes) {
      throw Problem.of(VaultProblem.VAULT_NOT_CONFIRMED).asException();
    }
  }

  /** Whether a person is there to be asked, and not told to be left alone by --yes. */
  boolean asksPerson() {
    return !options.yes && services.prompt().isInteractive();
  }

  void show(List<String> lines) throws ProblemException {
    services.prompt().show(lines);
  }

  String line(String question) throws ProblemException {
    return services.prompt().line(question);
  }

  /** Where the passphrases of a command come from. */
  static Passphrases passphrases(VaultServices services, HomeOptions options) {
    options.passphraseWanted = true;
    return new Passphrases(services.prompt(), options.passphraseFile);
  }

  /** Tells the person why nothing seems to happen for a second or more. */
  static void sayStretching(VaultServices services, HomeOptions options) throws ProblemException {
    if (options.passphraseFile == null) {
      services.prompt().show(List.of("One moment: a passphrase is slow to try on purpose."));
    }
  }

  @Override
  public void close() throws ProblemException {
    OpenVault open = vault;
    if (open != null) {
      open.close();
    }
    opened.forEach(Secrets::close);
    try {
      saySheet();
    } finally {
      home.close();
    }
  }

  /** A problem half way, such as a full stick, must not keep the new line from the paper. */
  private void saySheet() throws ProblemException {
    SheetLine line = sheet;
    CommandSpec command = options.command;
    if (line != null && command != null) {
      line.unwritten().ifPresent(command.commandLine().getErr()::println);
      command.commandLine().getErr().flush();
    }
  }

  /** Every try that fails is noted. */
  private Secrets secrets(String label, List<SlotPurpose> purposes) throws ProblemException {
    return passphrases(services, options)
        .open(
            label,
            passphrase -> {
              sayStretching(services, options);
              try {
                Secrets secrets = services.slots().open(home.database(), passphrase, purposes);
                opened.add(secrets);
                return secrets;
              } catch (ProblemException e) {
                if (e.problem().code() == SlotProblem.SLOT_PASSPHRASE_WRONG) {
                  noteRefused("passphrase");
                }
                throw e;
              }
            });
  }

  /** An entry needs no secret, so an open lock leaves one although nothing is opened. */
  private void requireLocks() throws ProblemException {
    try {
      services.locks().requireForSigning(facts.practice());
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
            sql -> journal.append(sql, JournalEvent.UNLOCK_REFUSED, new Detail("reason", reason)));
  }
}
