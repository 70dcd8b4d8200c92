package org.foresign.vault.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private static final Set<JournalEvent> CHANGES =
      Set.of(
          JournalEvent.CARD_ACCEPTED,
          JournalEvent.CARD_REVOKED,
          JournalEvent.POLICY_CHANGED,
          JournalEvent.CEREMONY_BEGUN,
          JournalEvent.BATCH_CLAIMED,
          JournalEvent.BATCH_CLOSED,
          JournalEvent.SLOT_WRITTEN_OFF,
          JournalEvent.CLOCK_SET_BACK);

  /** What an entry adds to the sheet, if anything. */
  static Optional<PaperSheet> of(JournalEntry entry, Digest32 hash) {
    return CHANGES.contains(entry.event())
        ? Optional.of(new PaperSheet(hash, entry.event(), entry.time()))
        : Optional.empty();
  }

  /** The newest such entries, newest first. */
  public static List<PaperSheet> newest(Sql sql, int most) throws ProblemException {
    List<PaperSheet> found = new ArrayList<>();
    long number = Journal.state(sql).number();
    for (; number > 0 && found.size() < most; number--) {
      Bytes bytes =
          sql.one("SELECT entry FROM journal WHERE number = ?", row -> row.blob(1), number)
              .orElseThrow();
      of(JournalCodec.decode(bytes), JournalCodec.hash(bytes)).ifPresent(found::add);
    }
    return found;
  }
}
