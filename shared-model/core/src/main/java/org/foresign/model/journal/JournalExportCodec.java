package org.foresign.model.journal;

import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.document.SignedDocument;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Bytes of journal exports (docs/spec/journal.md). One that was read is signed and linked. */
public final class JournalExportCodec {
  private static final String TYPE = "journal-export";

  private JournalExportCodec() {}

  /**
   * Signs an export with the vault's identity key.
   *
   * @param vaultKey32 stays the caller's to wipe
   * @throws IllegalArgumentException if it is larger than the format allows
   */
  public static Bytes sign(JournalExport export, byte[] vaultKey32) {
    CborWriter out = new CborWriter().map(5).key(1).uint(JournalExport.VERSION);
    out.key(2).bytes(export.vaultInstance()).key(3).bytes(export.vaultCard().bytes());
    out.key(4).uint(export.exportedAt()).key(5).array(export.entries().size());
    export.entries().forEach(out::bytes);
    Bytes document = SignedDocument.sign(TYPE, out.toBytes(), vaultKey32).encode();
    if (document.size() > JournalExport.MAX_BYTES
        || export.entries().size() > JournalExport.MAX_ENTRIES) {
      throw new IllegalArgumentException("a journal export this large is to be made in parts");
    }
    return document;
  }

  /**
   * Reads an export and checks its signature and the chain inside.
   *
   * @param vault the pinned card of the vault it must come from
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem} or a {@link
   *     JournalProblem}
   */
  public static JournalExport decode(Bytes bytes, SignedIdentityCard vault)
      throws ProblemException {
    SignedDocument document = SignedDocument.decode(bytes, JournalExport.MAX_BYTES);
    if (!document.signedBy(TYPE, vault.card().signingKey())) {
      throw Problem.of(JournalProblem.JOURNAL_SIGNATURE_WRONG).asException();
    }
    JournalExport export = readBody(document.body());
    if (!export.vaultCard().equals(vault.digest())
        || !vault.card().instance().equals(Optional.of(export.vaultInstance()))) {
      throw Problem.of(JournalProblem.JOURNAL_SIGNATURE_WRONG, "of another vault").asException();
    }
    verify(export.entries());
    return export;
  }

  /**
   * Checks that entries follow from each other; the first need not be number 1.
   *
   * @return hash of the last
   * @throws ProblemException with a {@link JournalProblem}
   */
  public static Digest32 verify(List<Bytes> entries) throws ProblemException {
    JournalEntry first = JournalCodec.decode(entries.getFirst());
    JournalChain chain =
        first.number() == 1 ? JournalChain.fromStart() : JournalChain.after(first.previous());
    for (Bytes entry : entries) {
      chain.accept(entry);
    }
    return chain.head();
  }

  private static JournalExport readBody(Bytes body) throws ProblemException {
    CborMapReader map = CborMapReader.open(body, JournalExport.MAX_BYTES, 5, JournalExport.VERSION);
    Bytes instance = map.at(2).bytesExactly(16);
    Digest32 card = map.at(3).digest32();
    long exportedAt = map.at(4).uint();
    List<Bytes> entries =
        map.at(5).list(JournalExport.MAX_ENTRIES, item -> item.bytes(JournalCodec.MAX_BYTES));
    map.end();
    return Decoding.inRange(() -> new JournalExport(instance, card, exportedAt, entries));
  }
}
