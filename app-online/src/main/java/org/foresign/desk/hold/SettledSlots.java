package org.foresign.desk.hold;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.LookupHash;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SettledSlot;
import org.foresign.store.Database;
import org.foresign.store.Sealer;
import org.jspecify.annotations.Nullable;

/** Nonces of a vault's accounts that this desk saw used for good, with the block that shows it. */
public final class SettledSlots {
  /** Receipts that are written at most for one result; the newest nonces go first. */
  private static final int MAX_RECEIPTS = 8;

  private final Database database;
  private final Sealer sealer;
  private final FateRows fates;
  private final Lanes lanes;

  public SettledSlots(DeskHome home) {
    this.database = home.database();
    this.sealer = home.sealer();
    this.fates = new FateRows(sealer);
    this.lanes = new Lanes(sealer);
  }

  /** All of them, in order. */
  public List<SettledSlot> of(Bytes vaultInstance) throws ProblemException {
    TreeMap<SlotId, SettledSlot> found = new TreeMap<>();
    database.read(sql -> {
      Map<Long, LaneId> known = lanes.all(sql);
      Set<Bytes> accounts = PairedAccounts.hashes(sql, vaultInstance);
      known
          .values()
          .removeIf(lane -> !accounts.contains(LookupHash.account(sealer, lane.account())));
      Map<Long, SlotId> leaves = new HashMap<>();
      List<HeldLeaf> settled = new ArrayList<>();
      for (HeldLeaf leaf : LeafRows.at(sql, Set.of(LeafState.FINAL, LeafState.VOID))) {
        LaneId lane = known.get(leaf.lane());
        if (lane != null) {
          settled.add(leaf);
          leaves.put(leaf.id(), new SlotId(lane, leaf.nonce()));
        }
      }
      for (Fate fate : fates.of(sql, settled)) {
        Fate.@Nullable Used used = fate.used();
        if (used != null) {
          SlotId slot = Objects.requireNonNull(leaves.get(fate.leaf()));
          BlockRef block = used.block();
          SettledSlot one = new SettledSlot(slot, block.number(), block.hash(), used.leaf());
          found.merge(slot, one, (a, b) -> a.usedBy().isPresent() ? a : b);
        }
      }
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
