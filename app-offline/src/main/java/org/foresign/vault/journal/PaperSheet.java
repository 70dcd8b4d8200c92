package org.foresign.vault.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/**
 * A journal entry whose words belong on the paper sheet: it changed what may be signed, or what
 * was. Whoever sets a vault back to before it needs the paper to agree.
 *
 * @param head hash of the entry
 * @param time vault time in seconds since 1970
 */
public record PaperSheet(Digest32 head, JournalEvent event, long time) {
  /** Whether an event changes what may be signed, or what was, so that the sheet gets a line. */
  public static boolean isChangedBy(JournalEvent event) {
    return switch (event) {
      case CARD_ACCEPTED,
          CARD_REVOKED,
          POLICY_CHANGED,
          CEREMONY_BEGUN,
          BATCH_CLAIMED,
          BATCH_CLOSED,
          SLOT_WRITTEN_OFF,
          CLOCK_SET_BACK ->
          true;
      case VAULT_CREATED,
          VAULT_UNLOCKED,
          UNLOCK_REFUSED,
          ACCOUNT_CREATED,
          ACCOUNT_IMPORTED,
          SEED_SHOWN,
          SEED_ADDED,
          ACCOUNT_ENROLLED,
          SIGNING_STORED,
          VALIDATORS_ENROLLED,
          BATCH_OPENED,
          BATCH_REFUSED,
          BATCH_SIGNED,
          BATCH_INTERRUPTED,
          CONSENT_GIVEN,
          RESULT_EXPORTED,
          RECEIPT_TAKEN,
          CLOCK_ACCEPTED,
          JOURNAL_EXPORTED,
          BACKUP_MADE,
          INCARNATION_STARTED,
          POLICY_EXPORTED ->
          false;
    };
  }

  /** What an entry adds to the sheet, if anything. */
  static Optional<PaperSheet> of(JournalEntry entry, Digest32 hash) {
    return isChangedBy(entry.event())
        ? Optional.of(new PaperSheet(hash, entry.event(), entry.time()))
        : Optional.empty();
  }

  /** The newest such entries, newest first. */
  public static List<PaperSheet> newest(Sql sql, int most) throws ProblemException {
    return newest(sql, most, 0);
  }

  /** The newest such entry after another of this number. */
  public static Optional<PaperSheet> newestAfter(Sql sql, long entry) throws ProblemException {
    return newest(sql, 1, entry).stream().findFirst();
  }

  private static List<PaperSheet> newest(Sql sql, int most, long after) throws ProblemException {
    List<PaperSheet> found = new ArrayList<>();
    long number = Journal.state(sql).number();
    for (; number > after && found.size() < most; number--) {
      Bytes bytes = Journal.entry(sql, number).orElseThrow();
      of(JournalCodec.decode(bytes), JournalCodec.hash(bytes)).ifPresent(found::add);
    }
    return found;
  }
}
