package org.foresign.vault.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;

/** What the vault's table of stored signatures must say: {@link JournalReplay}. */
public final class SigningRecall {
  private final Map<Bytes, List<Digest32>> parts = new HashMap<>();
  private final Map<Bytes, Long> signed = new HashMap<>();

  SigningRecall() {}

  /** What the journal calls the exact bytes of a part. */
  public static Digest32 partDigest(Bytes sealed) {
    return Digest32.of(Sha256.hash(sealed.toArray()));
  }

  void stored(EntryFacts facts) throws ProblemException {
    List<Digest32> known = parts.computeIfAbsent(facts.bytes("digest"), batch -> new ArrayList<>());
    known.add(facts.digest("sealed"));
    if (facts.number("part") != known.size()) {
      throw facts.wrong();
    }
    signed.put(facts.bytes("digest"), facts.number("signed"));
  }

  /** How many signatures of a claimed batch are stored. */
  long signed(Digest32 batch) {
    return signed.getOrDefault(batch.bytes(), 0L);
  }

  /** The batch has its result, or was closed. */
  void ended(EntryFacts facts) throws ProblemException {
    parts.remove(facts.bytes("digest"));
    signed.remove(facts.bytes("digest"));
  }

  boolean sameAs(SigningRecall other) {
    return parts.equals(other.parts);
  }

  /** No part may be missing, exchanged or too much. */
  void requireSame(Sql sql, List<Ledger.Entry> batches) throws ProblemException {
    Map<Long, Bytes> digests = new HashMap<>();
    batches.forEach(batch -> digests.put(batch.id(), batch.batchDigest().bytes()));
    Map<Bytes, List<Digest32>> found = new HashMap<>();
    SigningParts.forEach(
        sql,
        (batch, sealed) -> {
          Bytes digest = digests.get(batch);
          JournalReplay.require(digest != null, "stored signatures");
          found.computeIfAbsent(digest, known -> new ArrayList<>()).add(partDigest(sealed));
        });
    JournalReplay.require(found.equals(parts), "stored signatures");
  }
}
