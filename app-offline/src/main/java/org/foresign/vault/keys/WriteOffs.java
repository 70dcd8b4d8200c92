package org.foresign.vault.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Digest32;
import org.foresign.model.journal.JournalEntry.Detail;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ReceiptCodec;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Sql;
import org.foresign.vault.journal.ComparedSheet;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.journal.Ledger;
import org.foresign.vault.journal.WriteOff;
import org.foresign.vault.journal.WriteOffRecall;
import org.foresign.vault.journal.WriteOffRows;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultProblem;

/**
 * Takes nonces that are used for good out of the outstanding exposure. That the chain says so is
 * claimed, by a desk or by the officers themselves, so it is their signed decision: it frees room
 * under the outstanding limit only, never under the lifetime limit, and reopens no nonce.
 */
public final class WriteOffs {
  private static final String DECISION = "writeoff-decision";
  private static final int SIGNATURE = 64;

  /** Officers that one decision can carry; this release has one key for all of them. */
  private static final int MAX_OFFICERS = 16;

  private static final int MAX_DECISIONS = 2_048;

  private final OpenVault vault;

  public WriteOffs(OpenVault vault) {
    this.vault = vault;
  }

  /**
   * Writes nonces off that count as outstanding; the others are passed over, also those of a claim
   * that was interrupted.
   *
   * @param claimed what somebody says is used for good
   * @param source who says so: the digest of a desk's card, or the officers' own words
   * @return what was written off
   */
  public List<SettledSlot> write(List<SettledSlot> claimed, String source, OfficerKey officers)
      throws ProblemException {
    return vault.decide((sql, memory) -> {
      List<SettledSlot> open = outstanding(sql, claimed);
      if (!open.isEmpty()) {
        List<WriteOff> rows = note(sql, open, source, memory.ledger(), officers.sheet());
        WriteOffRows.add(sql, rows, decisions(officers, rows));
      }
      return open;
    });
  }

  /** Those that count as outstanding, each once, in order. */
  public static List<SettledSlot> outstanding(Sql sql, List<SettledSlot> claimed)
      throws ProblemException {
    List<SettledSlot> open = new ArrayList<>();
    for (SettledSlot one : claimed.stream().distinct().sorted().toList()) {
      boolean again = !open.isEmpty() && open.getLast().slot().equals(one.slot());
      if (!again && WriteOffRows.standing(sql, one) == WriteOffRows.Standing.OUTSTANDING) {
        open.add(one);
      }
    }
    return open;
  }

  private List<WriteOff> note(
      Sql sql, List<SettledSlot> open, String source, Digest32 before, ComparedSheet sheet)
      throws ProblemException {
    Digest32 ledger = before;
    long newest = Ledger.all(sql).getLast().id();
    long act = Journal.state(sql).number() + 1;
    List<WriteOff> rows = new ArrayList<>();
    for (SettledSlot settled : open) {
      ledger = WriteOffRows.digestAfter(ledger, settled);
      Journal.State after =
          vault.note(
              sql,
              sheet,
              JournalEvent.SLOT_WRITTEN_OFF,
              Detail.of("slot", settled.slot().toString()),
              Detail.of("block", settled.block()),
              Detail.of("hash", settled.blockHash()),
              Detail.of("used-by", WriteOffRecall.usedBy(settled)),
              Detail.of("source", source),
              Detail.of("ledger", ledger));
      rows.add(new WriteOff(after.number(), act, settled, source, newest));
    }
    return rows;
  }

  /**
   * Refuses rows that officers did not sign.
   *
   * @throws ProblemException with {@link VaultProblem#VAULT_DECISION_FORGED}
   */
  static void requireDecided(Sql sql, VaultFacts facts) throws ProblemException {
    Map<Long, List<WriteOff>> acts =
        WriteOffRows.all(sql).stream()
            .collect(Collectors.groupingBy(WriteOff::act, TreeMap::new, Collectors.toList()));
    for (Map.Entry<Long, List<WriteOff>> act : acts.entrySet()) {
      Bytes decisions =
          WriteOffRows.decisions(sql, act.getKey()).orElseThrow(() -> forged(act.getKey()));
      CborReader reader = new CborReader(decisions, MAX_DECISIONS);
      int count = reader.array(MAX_OFFICERS);
      Bytes body = body(facts.instance(), act.getValue());
      boolean signed = count > 0;
      for (int i = 0; i < count; i++) {
        signed &=
            OfficerKey.verify(facts.officerKey(), DECISION, body, reader.bytesExactly(SIGNATURE));
      }
      reader.end();
      if (!signed) {
        throw forged(act.getKey());
      }
    }
  }

  private static ProblemException forged(long act) {
    return Problem.of(VaultProblem.VAULT_DECISION_FORGED, "write-off " + act).asException();
  }

  private Bytes decisions(OfficerKey officers, List<WriteOff> rows) {
    Bytes signature = officers.sign(DECISION, body(vault.facts().instance(), rows));
    return new CborWriter().array(1).bytes(signature).toBytes();
  }

  private static Bytes body(Bytes instance, List<WriteOff> rows) {
    CborWriter writer = new CborWriter().array(5).bytes(instance).uint(rows.getFirst().act());
    writer.uint(rows.getFirst().afterBatch()).text(rows.getFirst().source());
    writer.array(rows.size());
    for (WriteOff row : rows) {
      ReceiptCodec.write(writer, row.settled());
    }
    return writer.toBytes();
  }
}
