package org.foresign.desk.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Database;

/** Nonces of a vault's accounts that this desk saw used for good, with the block that shows it. */
public final class SettledSlots {
  /** Receipts that are written at most for one result; the newest nonces go first. */
  private static final int MAX_RECEIPTS = 8;

  // Leaves of state 3 are final, those of state 4 void by what else used their nonce.
  private static final String SETTLED =
      ", l.lane, l.nonce FROM fate f JOIN leaf l ON l.id = f.leaf JOIN lane n ON n.id = l.lane"
          + " JOIN account a ON a.account_hash = n.account_hash"
          + " WHERE l.state IN (3, 4) AND a.vault = ?";

  private final Database database;
  private final FateRows fates;
  private final Lanes lanes;

  public SettledSlots(DeskHome home) {
    this.database = home.database();
    this.fates = new FateRows(home.sealer());
    this.lanes = new Lanes(home.sealer());
  }

  /** All of them, in order. */
  public List<SettledSlot> of(Bytes vaultInstance) throws ProblemException {
    TreeMap<SlotId, SettledSlot> found = new TreeMap<>();
    database.read(sql -> {
      Map<Long, LaneId> known = lanes.all(sql);
      fates.forEach(
          sql,
          SETTLED,
          (row, fate) -> {
            FateRow.Used used = fate.used();
            LaneId lane = known.get(row.integer(4));
            if (used != null && lane != null) {
              SlotId slot = new SlotId(lane, row.integer(5));
              SettledSlot one = new SettledSlot(slot, used.block(), used.hash(), used.leaf());
              found.merge(slot, one, (a, b) -> a.usedBy().isPresent() ? a : b);
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
}
