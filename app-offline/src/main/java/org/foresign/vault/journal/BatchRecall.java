package org.foresign.vault.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What the vault's table of batches must say: {@link JournalReplay}. */
public final class BatchRecall {
  /** In the order in which they were claimed. */
  private final Map<Digest32, Line> lines = new LinkedHashMap<>();

  private record Result(Digest32 result, Digest32 envelope) {}

  private record Line(
      Bytes batchId,
      long sequence,
      long leaves,
      Digest32 head,
      @Nullable Result result,
      OptionalLong receiptAt,
      boolean closed) {
    Line ended(@Nullable Result with, boolean byOfficers) {
      return new Line(batchId, sequence, leaves, head, with, OptionalLong.empty(), byOfficers);
    }

    Line received(long at) {
      return new Line(batchId, sequence, leaves, head, result, OptionalLong.of(at), closed);
    }

    boolean sameAs(Ledger.Entry row) {
      return batchId.equals(row.batchId())
          && sequence == row.sequence()
          && leaves == row.leaves()
          && head.equals(row.journalHead())
          && state() == row.state()
          && Optional.ofNullable(result).map(Result::result).equals(row.result())
          && receiptAt.equals(row.receiptAt())
          && row.kept() == (result != null);
    }

    BatchState state() {
      if (closed) {
        return BatchState.CLOSED;
      }
      if (result == null) {
        return BatchState.CLAIMED;
      }
      return receiptAt.isPresent() ? BatchState.RECEIVED : BatchState.SIGNED;
    }
  }

  BatchRecall() {}

  void claimed(EntryFacts facts, Digest32 hash) throws ProblemException {
    Line claim =
        new Line(
            facts.of("batch", Bytes::parseHex),
            facts.number("sequence"),
            facts.number("leaves"),
            hash,
            null,
            OptionalLong.empty(),
            false);
    if (lines.put(facts.digest("digest"), claim) != null) {
      throw facts.wrong();
    }
  }

  void requireOpen(EntryFacts facts) throws ProblemException {
    claim(facts);
  }

  private Line claim(EntryFacts facts) throws ProblemException {
    Line claim = lines.get(facts.digest("digest"));
    if (claim == null || claim.state() != BatchState.CLAIMED) {
      throw facts.wrong();
    }
    return claim;
  }

  void signed(EntryFacts facts) throws ProblemException {
    lines.put(facts.digest("digest"), claim(facts).ended(result(facts), false));
  }

  void closed(EntryFacts facts) throws ProblemException {
    boolean none = facts.text("result").equals(JournalReplay.NO_RESULT);
    lines.put(facts.digest("digest"), claim(facts).ended(none ? null : result(facts), true));
  }

  private static Result result(EntryFacts facts) throws ProblemException {
    return new Result(facts.digest("result"), facts.digest("envelope"));
  }

  void received(EntryFacts facts, long at) throws ProblemException {
    Line kept = lines.get(facts.digest("digest"));
    if (kept == null
        || kept.result() == null
        || !kept.result().result().equals(facts.digest("result"))) {
      throw facts.wrong();
    }
    lines.put(facts.digest("digest"), kept.received(at));
  }

  boolean sameAs(BatchRecall other) {
    return lines.equals(other.lines);
  }

  void requireSame(List<Ledger.Entry> rows) throws ProblemException {
    for (Ledger.Entry row : rows) {
      Line line = lines.get(row.batchDigest());
      JournalReplay.require(
          line != null && line.sameAs(row), "batch " + row.batchDigest().bytes().hex());
    }
    JournalReplay.require(rows.size() == lines.size(), "batches");
  }

  void requireKept(Ledger.Kept kept) throws ProblemException {
    Digest32 batch = kept.entry().batchDigest();
    Optional<Digest32> noted =
        Optional.ofNullable(lines.get(batch)).map(Line::result).map(Result::envelope);
    JournalReplay.require(
        noted.equals(Optional.of(JournalReplay.envelopeDigest(kept.envelope()))),
        "result of batch " + batch);
  }

  /** How many leaves each batch has that was claimed and has no result, oldest first. */
  Map<Digest32, Long> open() {
    Map<Digest32, Long> open = new LinkedHashMap<>();
    lines.forEach((digest, line) -> {
      if (line.state() == BatchState.CLAIMED) {
        open.put(digest, line.leaves());
      }
    });
    return open;
  }

  long withoutReceipt() {
    return lines.values().stream()
        .filter(line -> line.result() != null && line.receiptAt().isEmpty())
        .count();
  }
}
