package org.foresign.vault.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.settings.VaultRow;

/**
 * What the vault's tables must say, put together from the journal during its one walk. A row that
 * was removed, added, or set back to an older state of its own is noticed here.
 */
public final class JournalReplay implements Journal.Visitor {
  /** In place of a digest, when no desk could receive the empty result of a closed claim. */
  public static final String NO_RESULT = "none";

  private static final int PAPER_LINES = 3;

  private final Map<Long, PolicyRows.Head> policies = new TreeMap<>();
  private final Map<Bytes, CardLine> cards = new HashMap<>();
  private final KeyRecall keys = new KeyRecall();
  private final BatchRecall batches = new BatchRecall();
  private final SigningRecall signing = new SigningRecall();
  private final WriteOffRecall writeOffs = new WriteOffRecall();
  private Digest32 ledger = Digest32.ZERO;
  private long ceremony = 1;
  private final AcceptedTimeSteps steps = new AcceptedTimeSteps();
  private boolean policyDue;
  private final Deque<PaperSheet> paper = new ArrayDeque<>();

  private record CardLine(boolean revoked, long entry) {}

  /** Reads a whole journal, verifying its chain. */
  public static JournalReplay of(Sql sql) throws ProblemException {
    JournalReplay replay = new JournalReplay();
    Journal.verify(sql, replay);
    return replay;
  }

  @Override
  public void visit(JournalEntry entry, Digest32 hash) throws ProblemException {
    EntryFacts facts = new EntryFacts(entry);
    if (policyDue) {
      requireInForce(facts);
    }
    policyDue = false;
    require(steps.visit(entry), "time of entry " + entry.number());
    PaperSheet.of(entry, hash).ifPresent(this::addLine);
    switch (entry.event()) {
      case VAULT_UNLOCKED -> requireCeremony(facts, ceremony);
      case CEREMONY_BEGUN -> requireCeremony(facts, ++ceremony);
      case SEED_ADDED -> keys.seedAdded(facts);
      case ACCOUNT_CREATED, ACCOUNT_IMPORTED -> keys.accountAdded(facts);
      case ACCOUNT_ENROLLED -> keys.accountEnrolled(facts);
      case CARD_ACCEPTED -> cards.put(facts.bytes("card"), new CardLine(false, entry.number()));
      case CARD_REVOKED -> cards.put(facts.bytes("card"), new CardLine(true, entry.number()));
      case POLICY_CHANGED -> policyChanged(facts);
      case BATCH_CLAIMED -> {
        ledger = facts.digest("ledger");
        batches.claimed(facts, hash);
      }
      case SIGNING_STORED -> {
        batches.requireOpen(facts);
        signing.stored(facts);
      }
      case BATCH_SIGNED -> {
        batches.signed(facts);
        signing.ended(facts);
      }
      case BATCH_CLOSED -> {
        batches.closed(facts);
        signing.ended(facts);
      }
      case SLOT_WRITTEN_OFF -> {
        ledger = facts.digest("ledger");
        writeOffs.writtenOff(facts);
      }
      case RECEIPT_TAKEN -> batches.received(facts, entry.time());
      case CLOCK_SET_BACK -> policyDue = !policies.isEmpty();
      default -> {} // no table repeats it
    }
  }

  /**
   * Compares the vault's tables with what the journal told.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS}
   */
  public void requireSame(Sql sql) throws ProblemException {
    require(VaultRow.ceremony(sql) == ceremony, "ceremony");
    require(!policyDue, "the policy after a clock that was set back");
    requirePolicies(sql);
    requireCards(sql);
    keys.requireSame(sql);
    List<Ledger.Entry> claimed = Ledger.all(sql);
    batches.requireSame(claimed);
    signing.requireSame(sql, claimed);
    writeOffs.requireSame(sql);
    Digest32 found = LedgerCheck.recompute(sql, claimed);
    if (!found.equals(ledger)) {
      throw differs("journal " + ledger, "ledger " + found);
    }
  }

  /** Digest over all that was claimed, as the newest claim names it. */
  public Digest32 ledger() {
    return ledger;
  }

  /** How many signatures of a claimed batch are stored. */
  public long signed(Digest32 batch) {
    return signing.signed(batch);
  }

  /** The last lines of the paper sheet, newest first. */
  public List<PaperSheet> paper() {
    return List.copyOf(paper);
  }

  private void addLine(PaperSheet line) {
    paper.addFirst(line);
    if (paper.size() > PAPER_LINES) {
      paper.removeLast();
    }
  }

  /** Whether vault time was set back and is not yet where it once was. */
  public boolean behindLatest() {
    return steps.behindLatest();
  }

  /**
   * The greatest time that vault time ever had, but for steps that were taken back. Waits are
   * measured from it: a clock that is right again after it was set back has passed no time.
   */
  public long reached() {
    return steps.reached();
  }

  /**
   * The same as vault time is set back to this. A step that never was seen to pass is taken back by
   * it, unless the way is so short that the clock can be right again without anybody's word.
   */
  public long reachedAfter(long setBackTo) {
    return steps.reachedAfter(setBackTo);
  }

  /**
   * Whether tables and paper sheet must say the same by both: nothing was decided or claimed in
   * between.
   */
  public boolean sameAs(JournalReplay other) {
    return paper().equals(other.paper())
        && ceremony == other.ceremony
        && ledger.equals(other.ledger)
        && policies.equals(other.policies)
        && cards.equals(other.cards)
        && keys.sameAs(other.keys)
        && batches.sameAs(other.batches)
        && signing.sameAs(other.signing)
        && writeOffs.sameAs(other.writeOffs);
  }

  /**
   * Compares a kept result with the one that the journal noted when it was kept.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_JOURNAL_DIFFERS}
   */
  public void requireKept(Ledger.Kept kept) throws ProblemException {
    batches.requireKept(kept);
  }

  /** How many leaves each batch has that was claimed and has no result, oldest first. */
  public Map<Digest32, Long> open() {
    return batches.open();
  }

  /** How many results no desk has confirmed. */
  public long withoutReceipt() {
    return batches.withoutReceipt();
  }

  /** What the journal calls the exact bytes of a result. */
  public static Digest32 envelopeDigest(Bytes envelope) {
    return Digest32.of(Sha256.hash(envelope.toArray()));
  }

  /**
   * Officers sign policies: without one of its own, a clock that is set back was not their word.
   */
  private void requireInForce(EntryFacts facts) throws ProblemException {
    if (facts.entry().event() != JournalEvent.POLICY_CHANGED
        || facts.number("active-from") > ceremony
        || facts.number("not-before") > facts.entry().time()) {
      throw facts.wrong();
    }
  }

  /** Numbers go up by one: a policy that officers signed before is no new decision of theirs. */
  private void policyChanged(EntryFacts facts) throws ProblemException {
    long number = facts.number("number");
    if (number != policies.size() + 1) {
      throw facts.wrong();
    }
    policies.put(
        number,
        new PolicyRows.Head(
            number, facts.bytes("hash"), facts.number("active-from"), facts.number("not-before")));
  }

  private static void requireCeremony(EntryFacts facts, long number) throws ProblemException {
    if (facts.number("ceremony") != number) {
      throw facts.wrong();
    }
  }

  private void requirePolicies(Sql sql) throws ProblemException {
    List<PolicyRows.Head> rows = PolicyRows.heads(sql);
    for (PolicyRows.Head row : rows) {
      require(row.equals(policies.get(row.number())), "policy " + row.number());
    }
    require(rows.size() == policies.size(), "policies");
  }

  private void requireCards(Sql sql) throws ProblemException {
    List<PeerRows.Stored> rows = PeerRows.all(sql);
    for (PeerRows.Stored row : rows) {
      CardLine found = new CardLine(row.revoked(), row.entry());
      require(found.equals(cards.get(row.digest())), "card " + row.digest().hex());
    }
    require(rows.size() == cards.size(), "cards");
  }

  static void require(boolean same, String what) throws ProblemException {
    if (!same) {
      throw differs(what);
    }
  }

  static ProblemException differs(String... details) {
    return Problem.of(VaultProblem.VAULT_JOURNAL_DIFFERS, details).asException();
  }
}
