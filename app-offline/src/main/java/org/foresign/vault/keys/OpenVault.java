package org.foresign.vault.keys;

import java.util.Arrays;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.crypto.Ed25519;
import org.foresign.crypto.X25519;
import org.foresign.model.card.IdentityCard;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.secret.SecretUse;
import org.foresign.store.Database;
import org.foresign.store.SealedColumn;
import org.foresign.store.Sealer;
import org.foresign.store.Sql;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.JournalReplay;
import org.foresign.vault.journal.PaperSheet;
import org.foresign.vault.journal.VaultTime;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.settings.VaultRow;
import org.jspecify.annotations.Nullable;

/**
 * A vault whose open secret is there: its identity keys can be used and its memory was verified.
 * Nothing can be signed with it. Owns the identity keys; close it to wipe them.
 */
public final class OpenVault implements AutoCloseable {
  private static final String TABLE = "vault";
  private static final String COLUMN = "identity";
  private static final int KEY = 32;

  private final VaultHome home;
  private VaultFacts facts;
  private final Journal journal;
  private final VaultTime time;
  private final SecretAccess access;
  private final SecretBytes signingKey;
  private final SecretBytes agreementKey;
  private final Optional<PaperSheet> openedPaper;
  private Journal.State known;
  private Optional<PaperSheet> paper;

  /** What was verified last; null when something was decided since. */
  private @Nullable JournalReplay memory;

  private OpenVault(
      VaultHome home,
      VaultFacts facts,
      VaultTime time,
      SecretAccess access,
      Opening opening,
      SecretBytes signingKey,
      SecretBytes agreementKey) {
    this.home = home;
    this.facts = facts;
    this.journal = new Journal(facts.practice(), time);
    this.time = time;
    this.access = access;
    this.signingKey = signingKey;
    this.agreementKey = agreementKey;
    this.openedPaper = line(opening.memory());
    this.known = opening.after();
    this.paper = openedPaper;
    this.memory = opening.memory();
  }

  private record Opening(Bytes identity, JournalReplay memory, Journal.State after) {}

  private record Decided<T>(
      T value, Journal.State after, Optional<PaperSheet> paper, VaultFacts facts) {}

  /**
   * Opens a vault and notes it: verifies journal and tables against each other and unseals the
   * identity in one transaction, so that nobody exchanges the file in between.
   *
   * @param facts as the locks were asked by; those of another vault are refused
   * @param sealer over the open secret; stays the caller's
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS}, a journal problem or
   *     a store problem
   */
  public static OpenVault open(
      VaultHome home, VaultFacts facts, Sealer sealer, VaultTime time, SecretAccess access)
      throws ProblemException {
    Opening opening =
        home.database()
            .inTransaction(sql -> {
              JournalReplay memory = verified(sql);
              requireSame(sql, facts);
              Bytes sealed = VaultRow.identity(sql);
              try (SecretBytes identity = identity(facts, sealer, sealed)) {
                requireCard(facts, identity, access);
              }
              Journal.State after =
                  new Journal(facts.practice(), time)
                      .append(
                          sql,
                          JournalEvent.VAULT_UNLOCKED,
                          Detail.of("ceremony", facts.ceremony()));
              return new Opening(sealed, memory, after);
            });
    try (SecretBytes identity = identity(facts, sealer, opening.identity())) {
      return identity.use(
          access,
          raw ->
              new OpenVault(
                  home,
                  facts,
                  time,
                  access,
                  opening,
                  SecretBytes.copyOf(raw, 0, KEY),
                  SecretBytes.copyOf(raw, KEY, KEY)));
    }
  }

  /** Opens the identity keys, which are bound to the vault's public facts. */
  static SecretBytes identity(VaultFacts facts, Sealer sealer, Bytes sealed)
      throws ProblemException {
    try (SealedColumn column = sealer.column(TABLE, COLUMN)) {
      return column.openSecret(place(facts), sealed);
    }
  }

  private static void requireCard(VaultFacts facts, SecretBytes identity, SecretAccess access)
      throws ProblemException {
    IdentityCard card = facts.card().card();
    boolean ours =
        identity.use(
            access,
            raw -> {
              byte[] signing = Arrays.copyOf(raw, KEY);
              byte[] agreement = Arrays.copyOfRange(raw, KEY, 2 * KEY);
              try {
                return card.signingKey().equals(Bytes.of(Ed25519.publicKey(signing)))
                    && card.agreement().equals(Optional.of(Bytes.of(X25519.publicKey(agreement))));
              } finally {
                Arrays.fill(signing, (byte) 0);
                Arrays.fill(agreement, (byte) 0);
              }
            });
    if (!ours) {
      throw Problem.of(VaultProblem.VAULT_CARD_BROKEN, "its keys are not ours").asException();
    }
  }

  private static Bytes place(VaultFacts facts) {
    return SealedColumn.row(1).concat(facts.bound());
  }

  /** The identity keys of a new vault in their sealed form. */
  static Bytes seal(Sealer sealer, VaultFacts facts, SecretBytes identity) {
    try (SealedColumn column = sealer.column(TABLE, COLUMN)) {
      return column.seal(place(facts), identity);
    }
  }

  public VaultHome home() {
    return home;
  }

  public VaultFacts facts() {
    return facts;
  }

  public Journal journal() {
    return journal;
  }

  /** Appends an entry to the journal in the running transaction. */
  public Journal.State note(Sql sql, JournalEvent event, Detail... details)
      throws ProblemException {
    return journal.append(sql, event, details);
  }

  /** Appends an entry that gives the paper sheet a new line. */
  public Journal.State note(Sql sql, ComparedSheet sheet, JournalEvent event, Detail... details)
      throws ProblemException {
    return journal.append(sql, sheet, event, details);
  }

  /** Appends an entry to the journal in a transaction of its own. */
  public void note(JournalEvent event, Detail... details) throws ProblemException {
    home.database().update(sql -> journal.append(sql, event, details));
  }

  /**
   * Writes what follows from a decision that was made, such as a signature.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS} if the file was set
   *     back since
   */
  public void write(Database.Action action) throws ProblemException {
    home.database()
        .update(sql -> {
          requireNotSetBack(sql);
          action.run(sql);
        });
  }

  public VaultTime time() {
    return time;
  }

  /** What was verified last, or what is verified now where something was decided since. */
  public JournalReplay memory() throws ProblemException {
    JournalReplay last = memory;
    return last == null ? look((sql, verified) -> verified) : last;
  }

  /** Where the journal stood in the last transaction that verified it or decided. */
  public Journal.State known() {
    return known;
  }

  /**
   * The last line of the paper sheet, as it was verified or decided last. What it stands for must
   * still be there: no line of a file that was set back meanwhile is told.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS}
   */
  public Optional<PaperSheet> paper() throws ProblemException {
    return home.database()
        .read(sql -> {
          requireNotSetBack(sql);
          return paper;
        });
  }

  /** As {@link #paper} where this opening gave the sheet a new line. */
  public Optional<PaperSheet> newPaper() throws ProblemException {
    return paper().filter(now -> !Optional.of(now).equals(openedPaper));
  }

  /** What is decided on the vault's memory as it is in one transaction. */
  @FunctionalInterface
  public interface Decision<T> {
    /**
     * @param memory what was verified in this transaction
     */
    T run(Sql sql, JournalReplay memory) throws ProblemException;
  }

  /**
   * Verifies the vault's memory and decides on it in one write transaction. That it was right when
   * the vault was opened says nothing: another program of the same user may have written since. Nor
   * may the whole file be another one by then, such as an older state that is right in itself: what
   * this sitting once verified or decided must still be there.
   *
   * @throws ProblemException as {@link #verify} does, or whatever problem {@code decision} throws
   */
  public <T> T decide(Decision<T> decision) throws ProblemException {
    Decided<T> decided =
        home.database()
            .inTransaction(sql -> {
              JournalReplay before = verify(sql);
              T value = decision.run(sql, before);
              return new Decided<>(
                  value,
                  Journal.state(sql),
                  PaperSheet.newestAfter(sql, known.number()).or(() -> line(before)),
                  VaultRow.facts(sql));
            });
    memory = null;
    known = decided.after();
    paper = decided.paper();
    facts = decided.facts(); // a ceremony may have begun
    return decided.value();
  }

  /** As {@link #decide} for what changes nothing. */
  public <T> T look(Decision<T> decision) throws ProblemException {
    return home.database().read(sql -> decision.run(sql, verify(sql)));
  }

  private JournalReplay verify(Sql sql) throws ProblemException {
    JournalReplay verified = verified(sql);
    requireNotSetBack(sql);
    known = Journal.state(sql);
    paper = line(verified);
    memory = verified;
    return verified;
  }

  private static Optional<PaperSheet> line(JournalReplay memory) {
    return memory.paper().stream().findFirst();
  }

  private static void requireSame(Sql sql, VaultFacts facts) throws ProblemException {
    if (!VaultRow.facts(sql).equals(facts)) {
      throw Problem.of(VaultProblem.VAULT_JOURNAL_DIFFERS, "vault").asException();
    }
  }

  /** The journal is a chain: with this one entry in its place it has all that came before. */
  private void requireNotSetBack(Sql sql) throws ProblemException {
    requireSame(sql, facts);
    Optional<Bytes> entry = Journal.entry(sql, known.number());
    if (known.number() > 0
        && entry.map(JournalCodec::hash).filter(known.head()::equals).isEmpty()) {
      throw Problem.of(VaultProblem.VAULT_JOURNAL_DIFFERS, "the journal was set back")
          .asException();
    }
  }

  /** Uses the Ed25519 key of the vault's identity card. */
  public <R extends @Nullable Object, E extends Exception> R useSigningKey(
      SecretUse<byte[], R, E> use) throws E {
    return signingKey.use(access, use);
  }

  /** Uses the X25519 key of the vault's identity card. */
  public <R extends @Nullable Object, E extends Exception> R useAgreementKey(
      SecretUse<byte[], R, E> use) throws E {
    return agreementKey.use(access, use);
  }

  @Override
  public void close() {
    signingKey.close();
    agreementKey.close();
  }

  /**
   * Reads the whole file, walks the whole journal once and compares every table that officers'
   * decisions and claims are kept in with what it tells.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS}, {@link
   *     VaultProblem#VAULT_DECISION_FORGED}, a journal problem or a store problem
   */
  public static void requireVerified(VaultHome home) throws ProblemException {
    home.database().read(OpenVault::verified);
  }

  /** As {@link #requireVerified} for what is read in this transaction, without a passphrase. */
  public static JournalReplay verified(Sql sql) throws ProblemException {
    sql.requireSound();
    sql.requireNoOrphans();
    Ceremony.requireDecided(sql, VaultRow.facts(sql));
    WriteOffs.requireDecided(sql, VaultRow.facts(sql));
    JournalReplay memory = JournalReplay.of(sql);
    memory.requireSame(sql);
    return memory;
  }
}
