package org.foresign.vault.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Sql;

/** What the vault's table of written-off nonces must say: {@link JournalReplay}. */
public final class WriteOffRecall {
  private final Map<Long, Line> lines = new HashMap<>();

  private record Line(String slot, String block, String hash, String usedBy, String source) {}

  WriteOffRecall() {}

  void writtenOff(EntryFacts facts) throws ProblemException {
    lines.put(
        facts.entry().number(),
        new Line(
            facts.text("slot"),
            facts.text("block"),
            facts.text("hash"),
            facts.text("used-by"),
            facts.text("source")));
  }

  boolean sameAs(WriteOffRecall other) {
    return lines.equals(other.lines);
  }

  void requireSame(Sql sql) throws ProblemException {
    List<WriteOff> rows = WriteOffRows.all(sql);
    for (WriteOff row : rows) {
      Line found =
          new Line(
              row.settled().slot().toString(),
              Long.toString(row.settled().block()),
              row.settled().blockHash().toString(),
              usedBy(row.settled()),
              row.source());
      JournalReplay.require(found.equals(lines.get(row.entry())), "write-off " + row.entry());
    }
    JournalReplay.require(rows.size() == lines.size(), "write-offs");
  }

  /** What the journal says of the transaction that used a nonce. */
  public static String usedBy(SettledSlot settled) {
    return settled.usedBy().map(Digest32::toString).orElse("another transaction");
  }
}
