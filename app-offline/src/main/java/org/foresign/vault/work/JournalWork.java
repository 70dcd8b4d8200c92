package org.foresign.vault.work;

import java.util.List;
import java.util.Optional;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.journal.JournalExport;
import org.foresign.model.journal.JournalExportCodec;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Database;
import org.foresign.store.Pages;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.OpenVault;

/** Reads the journal and hands it out, signed. */
public final class JournalWork {
  private static final int PAGE = 500;

  private record Read(List<Bytes> entries, Journal.State state) {}

  /** What was handed out. */
  public record Exported(int entries, Digest32 head, Sent sent) {}

  private final Sitting sitting;

  public JournalWork(Sitting sitting) {
    this.sitting = sitting;
  }

  /** Verifies the vault and tells where its journal ends. */
  public Journal.State verify() throws ProblemException {
    OpenVault.requireVerified(sitting.home());
    return sitting.home().database().read(Journal::state);
  }

  /** The newest entries, read while they are walked: the sitting must stay open for so long. */
  public Iterable<JournalEntry> newest(int count) throws ProblemException {
    Database journal = sitting.home().database();
    long first = journal.read(Journal::state).number() - Math.max(1, count) + 1;
    return new Pages<>(before ->
        journal.read(sql -> Journal.page(sql, before == null ? first : before.number() + 1, PAGE)));
  }

  /**
   * Writes the journal from an entry on, signed by this vault.
   *
   * @return empty if there is no such entry
   */
  public Optional<Exported> export(Outbox out, long from, PassphraseAsker passphrases)
      throws ProblemException {
    OpenVault vault = sitting.unlock(passphrases).vault();
    // What this vault signs it has verified in the same transaction.
    Read read =
        vault.look((sql, memory) -> new Read(Journal.entries(sql, from), Journal.state(sql)));
    if (read.entries().isEmpty()) {
      return Optional.empty();
    }
    JournalExport export =
        new JournalExport(
            vault.facts().instance(),
            vault.facts().card().digest(),
            vault.time().now(read.state()),
            read.entries());
    Bytes bytes = vault.useSigningKey(key -> JournalExportCodec.sign(export, key));
    Sent sent = out.offer(Parcel.of(ParcelKind.JOURNAL_EXPORT, bytes));
    Digest32 head = read.state().head();
    if (sent.delivery().wasOffered()) {
      vault.decide((sql, memory) ->
          vault.note(
              sql,
              JournalEvent.JOURNAL_EXPORTED,
              Detail.of("entries", read.entries().size()),
              Detail.of("head", head)));
    }
    return Optional.of(new Exported(read.entries().size(), head, sent));
  }
}
