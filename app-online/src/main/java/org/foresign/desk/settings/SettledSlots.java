package org.foresign.desk.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Database;
import org.foresign.store.Row;

/** Nonces of a vault's accounts that this desk saw used for good, with the block that shows it. */
public final class SettledSlots {
  /** Receipts that are written at most for one result; the newest nonces go first. */
  private static final int MAX_RECEIPTS = 8;

  // Leaves of state 3 are final, those of state 4 void by what else used their nonce.
  private static final String SELECT =
      "SELECT n.family, n.reference, n.account, l.nonce, l.state, l.signing_digest,"
          + " CASE l.state WHEN 3 THEN f.block ELSE f.void_block END,"
          + " CASE l.state WHEN 3 THEN f.block_hash ELSE f.void_hash END"
          + " FROM leaf l JOIN lane n ON n.id = l.lane JOIN fate f ON f.leaf = l.id"
          + " JOIN account a ON a.address = n.account"
          + " WHERE l.state IN (3, 4) AND a.vault = ?";

  private final Database database;

  public SettledSlots(Database database) {
    this.database = database;
  }

  /** All of them, in order. */
  public List<SettledSlot> of(Bytes vaultInstance) throws ProblemException {
    TreeMap<SlotId, SettledSlot> found = new TreeMap<>();
    database.read(sql -> {
      sql.forEach(
          SELECT,
          row -> {
            Optional<Bytes> hash = row.optionalBlob(8);
            if (hash.isPresent()) {
              SettledSlot one = settled(row, new Digest32(hash.get()));
              found.merge(one.slot(), one, (a, b) -> a.usedBy().isPresent() ? a : b);
            }
          },
          vaultInstance);
      return found;
    });
    return List.copyOf(found.values());
  }

  /** Their nonces. */
  public Set<SlotId> slots(Bytes vaultInstance) throws ProblemException {
    Set<SlotId> slots = new HashSet<>();
    of(vaultInstance).forEach(one -> slots.add(one.slot()));
    return slots;
  }

  /** As receipts carry them: at least one list, each of bounded length. */
  public List<List<SettledSlot>> pages(Bytes vaultInstance) throws ProblemException {
    List<SettledSlot> all = of(vaultInstance);
    int most = MAX_RECEIPTS * Receipt.MAX_SETTLED;
    List<SettledSlot> newest = all.subList(Math.max(0, all.size() - most), all.size());
    List<List<SettledSlot>> pages = new ArrayList<>();
    for (int from = 0; from < newest.size(); from += Receipt.MAX_SETTLED) {
      pages.add(
          List.copyOf(newest.subList(from, Math.min(newest.size(), from + Receipt.MAX_SETTLED))));
    }
    return pages.isEmpty() ? List.of(List.of()) : pages;
  }

  private static SettledSlot settled(Row row, Digest32 hash) throws ProblemException {
    LaneId lane =
        new LaneId(
            new Chain(ChainFamily.ofCode(row.integer(1)), row.integer(2)),
            new Address(row.blob(3)));
    return new SettledSlot(
        new SlotId(lane, row.integer(4)),
        row.integer(7),
        hash,
        row.integer(5) == 3 ? new Digest32(row.blob(6)) : null);
  }
}
