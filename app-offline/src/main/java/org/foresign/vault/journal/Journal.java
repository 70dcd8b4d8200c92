package org.foresign.vault.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalChain;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/** The vault's own journal (docs/spec/journal.md). Entries are appended and never changed. */
public final class Journal {
  private final boolean practice;
  private final VaultTime time;

  public Journal(boolean practice, VaultTime time) {
    this.practice = practice;
    this.time = time;
  }

  /**
   * Where the journal stands.
   *
   * @param number of the last entry, 0 before the first
   * @param head hash of the last entry, zero before the first
   * @param time of the last entry in seconds since 1970
   */
  public record State(long number, Digest32 head, long time) {}

  /** Reads where the journal stands from its last entry. */
  public static State state(Sql sql) throws ProblemException {
    List<Bytes> last =
        sql.query("SELECT entry FROM journal ORDER BY number DESC LIMIT 1", row -> row.blob(1));
    if (last.isEmpty()) {
      return new State(0, Digest32.ZERO, 0);
    }
    JournalEntry entry = JournalCodec.decode(last.getFirst());
    return new State(entry.number(), JournalCodec.hash(last.getFirst()), entry.time());
  }

  /**
   * Appends an entry in the running transaction and says where the journal stands then.
   *
   * @throws IllegalArgumentException if it would give the paper sheet a new line
   */
  public State append(Sql sql, JournalEvent event, Detail... details) throws ProblemException {
    if (PaperSheet.isChangedBy(event)) {
      throw new IllegalArgumentException("nobody compared the paper sheet before " + event);
    }
    State before = state(sql);
    return append(sql, before, time.now(before), event, List.of(details));
  }

  /**
   * Appends an entry that gives the paper sheet a new line.
   *
   * @param sheet proof that the line before was compared
   * @throws ProblemException with {@link
   *     org.foresign.vault.settings.VaultProblem#VAULT_JOURNAL_DIFFERS} if it is not the last any
   *     more
   */
  public State append(Sql sql, ComparedSheet sheet, JournalEvent event, Detail... details)
      throws ProblemException {
    sheet.requireLast(sql);
    State before = state(sql);
    return wrote(sheet, event, append(sql, before, time.now(before), event, List.of(details)));
  }

  private static State wrote(ComparedSheet sheet, JournalEvent event, State after) {
    if (PaperSheet.isChangedBy(event)) {
      sheet.wrote(new PaperSheet(after.head(), event, after.time()));
    }
    return after;
  }

  /**
   * Appends the entry that accepts the clock as it is.
   *
   * @throws ProblemException with {@link org.foresign.vault.settings.VaultProblem#VAULT_CLOCK_BACK}
   */
  public State acceptClock(Sql sql, long shown) throws ProblemException {
    State before = state(sql);
    time.requireShown(shown);
    time.requireNotBack(before);
    return setClock(sql, before, JournalEvent.CLOCK_ACCEPTED, List.of());
  }

  /**
   * Appends the entry that sets vault time back to the clock; no other entry may lie before the one
   * before it.
   *
   * @param sheet as in {@link #append(Sql, ComparedSheet, JournalEvent, Detail...)}
   * @throws ProblemException with {@link
   *     org.foresign.vault.settings.VaultProblem#VAULT_CLOCK_NOT_BACK}
   */
  public State setClockBack(Sql sql, ComparedSheet sheet, String reason, long shown)
      throws ProblemException {
    sheet.requireLast(sql);
    State before = state(sql);
    time.requireShown(shown);
    time.requireBack(before);
    JournalEvent event = JournalEvent.CLOCK_SET_BACK;
    return wrote(sheet, event, setClock(sql, before, event, List.of(Detail.of("reason", reason))));
  }

  private State setClock(Sql sql, State before, JournalEvent event, List<Detail> more)
      throws ProblemException {
    long to = time.clock();
    List<Detail> details = new ArrayList<>();
    details.add(Detail.of("from", before.time()));
    details.add(Detail.of("to", to));
    details.addAll(more);
    return append(sql, before, to, event, details);
  }

  /**
   * Verifies the whole chain, calling {@code visitor} with each entry.
   *
   * @return where the journal stands
   * @throws ProblemException with a {@link org.foresign.model.journal.JournalProblem}
   */
  public static State verify(Sql sql, Visitor visitor) throws ProblemException {
    JournalChain chain = JournalChain.fromStart();
    sql.forEach(
        "SELECT entry FROM journal ORDER BY number",
        row -> {
          JournalEntry entry = chain.accept(row.blob(1));
          visitor.visit(entry, chain.head());
        });
    return new State(chain.number(), chain.head(), chain.time());
  }

  /** Exact bytes of one entry. */
  public static Optional<Bytes> entry(Sql sql, long number) throws ProblemException {
    return sql.one("SELECT entry FROM journal WHERE number = ?", row -> row.blob(1), number);
  }

  /** Exact bytes of the entries from {@code first} on. */
  public static List<Bytes> entries(Sql sql, long first) throws ProblemException {
    return new ArrayList<>(
        sql.query(
            "SELECT entry FROM journal WHERE number >= ? ORDER BY number",
            row -> row.blob(1),
            first));
  }

  /** At most this many entries from {@code first} on. */
  public static List<JournalEntry> page(Sql sql, long first, int most) throws ProblemException {
    return sql.query(
        "SELECT entry FROM journal WHERE number >= ? ORDER BY number LIMIT ?",
        row -> JournalCodec.decode(row.blob(1)),
        first,
        most);
  }

  /** Sees each entry of a walk. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param hash of the entry
     */
    void visit(JournalEntry entry, Digest32 hash) throws ProblemException;
  }

  private State append(Sql sql, State before, long at, JournalEvent event, List<Detail> details)
      throws ProblemException {
    Bytes entry =
        JournalCodec.encode(
            new JournalEntry(before.number() + 1, before.head(), at, practice, event, details));
    sql.updateOne("INSERT INTO journal (number, entry) VALUES (?, ?)", before.number() + 1, entry);
    return new State(before.number() + 1, JournalCodec.hash(entry), at);
  }
}
