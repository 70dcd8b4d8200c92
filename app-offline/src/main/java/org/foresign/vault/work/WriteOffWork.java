package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.work.JobEnd;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.store.Sql;
import org.foresign.vault.journal.LedgerHistory;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.keys.WriteOffProblem;
import org.foresign.vault.keys.WriteOffs;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.receive.ReceiveService;

/** Takes nonces that are used for good out of the outstanding exposure. */
public final class WriteOffWork {
  /** How a lane's outstanding exposure fell. */
  public record Fall(LaneId lane, Exposure before, Exposure after) {}

  /**
   * What was written off.
   *
   * @param names of the policy in force, for amounts and accounts
   */
  public record Outcome(
      int writtenOff, List<Fall> falls, PolicyWords names, Optional<PaperLine> line) {
    public Outcome {
      falls = List.copyOf(falls);
    }
  }

  /**
   * What officers saw themselves.
   *
   * @param network its name or chain id
   * @param block number of a finalized block above the nonces
   * @param source who looked, and where
   */
  public record ByHand(
      Address account,
      String network,
      long first,
      long last,
      long block,
      Digest32 hash,
      String source) {}

  private final Sitting sitting;

  public WriteOffWork(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * By the receipts of desks.
   *
   * @throws ProblemException with {@link WriteOffProblem#WRITEOFF_NOTHING} or another problem
   */
  public JobEnd<Outcome> byReceipts(Inbox in, PassphraseAsker passphrases, ReadingAsker asker)
      throws ProblemException {
    return Parcels.all(in, ParcelKind.RECEIPT, null)
        .then(parcels -> {
          Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.ADMINISTER);
          return new JobEnd.Done<>(write(unlocked, carried(unlocked.vault(), parcels), asker));
        });
  }

  /**
   * By what the officers say.
   *
   * @throws ProblemException with {@link WriteOffProblem#WRITEOFF_SOURCE_UNFIT}, {@link
   *     WriteOffProblem#WRITEOFF_NOTHING} or another problem
   */
  public Outcome byHand(ByHand said, PassphraseAsker passphrases, ReadingAsker asker)
      throws ProblemException {
    String source =
        JournalText.require("by hand: ", said.source(), WriteOffProblem.WRITEOFF_SOURCE_UNFIT);
    Policy policy =
        policy().orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException());
    LaneId lane = new LaneId(ChainsByName.parse(said.network(), policy), said.account());
    List<SettledSlot> settled = new ArrayList<>();
    for (long nonce = said.first(); nonce <= said.last(); nonce++) {
      settled.add(new SettledSlot(new SlotId(lane, nonce), said.block(), said.hash(), null));
    }
    List<Reading.UsedNonces> all =
        List.of(new Reading.UsedNonces(Optional.empty(), source, settled));
    return write(sitting.unlock(passphrases, SecretPurpose.ADMINISTER), all, asker);
  }

  private Outcome write(Sitting.Unlocked unlocked, List<Reading.UsedNonces> all, ReadingAsker asker)
      throws ProblemException {
    Outstanding found = outstanding(unlocked.vault(), all);
    if (found.open().isEmpty()) {
      throw Problem.of(WriteOffProblem.WRITEOFF_NOTHING).asException();
    }
    OfficerKey officers = unlocked.officers(asker);
    sitting.require(asker, new Reading.WriteOff(found.open()));
    WriteOffs writeOffs = new WriteOffs(unlocked.vault());
    int count = 0;
    for (Reading.UsedNonces used : found.open()) {
      count += writeOffs.write(used.settled(), used.source(), officers).size();
    }
    Set<LaneId> lanes = found.lanes().keySet();
    Map<LaneId, Exposure> after = unlocked.vault().look((sql, memory) -> exposure(sql, lanes));
    List<Fall> falls = new ArrayList<>();
    found
        .lanes()
        .forEach(
            (lane, was) -> falls.add(new Fall(lane, was, after.getOrDefault(lane, Exposure.NONE))));
    PolicyWords names = new PolicyWords(policy().orElse(null));
    return new Outcome(count, falls, names, sitting.sheet().tell());
  }

  private Optional<Policy> policy() throws ProblemException {
    return sitting
        .home()
        .database()
        .read(sql -> OfficerPolicies.inForce(sql, sitting.facts()))
        .map(OfficerPolicies.Accepted::policy);
  }

  /** What the receipts of desks claim that may still speak. */
  public static List<Reading.UsedNonces> carried(OpenVault vault, List<Parcel> parcels)
      throws ProblemException {
    ReceiveService receive = new ReceiveService(vault);
    Map<Digest32, Peer> desks = new LinkedHashMap<>();
    Map<Digest32, List<SettledSlot>> settled = new LinkedHashMap<>();
    int refused = 0;
    for (Parcel parcel : parcels) {
      ReceiveService.OpenedReceipt opened;
      try {
        opened = receive.openReceipt(parcel.bytes());
      } catch (ProblemException e) {
        refused++;
        if (refused == parcels.size()) {
          throw e;
        }
        continue; // an old receipt, or one for another vault
      }
      Digest32 card = opened.desk().card().digest();
      desks.put(card, opened.desk());
      settled.computeIfAbsent(card, c -> new ArrayList<>()).addAll(opened.receipt().settled());
    }
    vault.look((sql, memory) -> {
      for (Digest32 desk : desks.keySet()) {
        ReceiveService.desk(sql, vault.facts(), desk);
      }
      return memory;
    });
    List<Reading.UsedNonces> all = new ArrayList<>();
    settled.forEach((card, slots) ->
        all.add(
            new Reading.UsedNonces(Optional.ofNullable(desks.get(card)), card.toString(), slots)));
    return all;
  }

  /**
   * What counts as outstanding.
   *
   * @param lanes what could leave each of them at worst
   */
  public record Outstanding(List<Reading.UsedNonces> open, Map<LaneId, Exposure> lanes) {
    public Outstanding {
      open = List.copyOf(open);
      lanes = new LinkedHashMap<>(lanes);
    }
  }

  /** What of it counts as outstanding. */
  public static Outstanding outstanding(OpenVault vault, List<Reading.UsedNonces> all)
      throws ProblemException {
    return vault.look((sql, memory) -> {
      List<Reading.UsedNonces> open = new ArrayList<>();
      Set<LaneId> lanes = new LinkedHashSet<>();
      for (Reading.UsedNonces used : all) {
        List<SettledSlot> left = WriteOffs.outstanding(sql, used.settled());
        if (!left.isEmpty()) {
          open.add(new Reading.UsedNonces(used.desk(), used.source(), left));
          left.forEach(one -> lanes.add(one.slot().lane()));
        }
      }
      return new Outstanding(open, exposure(sql, lanes));
    });
  }

  private static Map<LaneId, Exposure> exposure(Sql sql, Set<LaneId> lanes)
      throws ProblemException {
    LedgerHistory history = LedgerHistory.read(sql, lanes, Digest32.ZERO);
    Map<LaneId, Exposure> found = new LinkedHashMap<>();
    lanes.forEach(lane -> found.put(lane, history.outstanding(lane)));
    return found;
  }
}
