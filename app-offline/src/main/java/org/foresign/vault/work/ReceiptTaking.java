package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.SettledSlot;
import org.foresign.model.work.JobEnd;
import org.foresign.vault.keys.WriteOffs;
import org.foresign.vault.receive.ReceiveService;

/** Takes the receipts of desks: they hold these results. */
public final class ReceiptTaking {
  /**
   * What came of it.
   *
   * @param claimedFinal nonces, outstanding here, that the desks claim to be used for good
   */
  public record Outcome(
      int taken, int known, Map<ParcelName, Problem> passedOver, int claimedFinal) {
    public Outcome {
      passedOver = new LinkedHashMap<>(passedOver);
    }
  }

  private final Sitting sitting;

  public ReceiptTaking(Sitting sitting) {
    this.sitting = sitting;
  }

  /**
   * Takes all that wait.
   *
   * @throws ProblemException if there is none, or why the first is refused when all are
   */
  public JobEnd<Outcome> run(Inbox in, PassphraseAsker asker) throws ProblemException {
    return Parcels.all(in, ParcelKind.RECEIPT, null)
        .then(parcels -> new JobEnd.Done<>(take(parcels, asker)));
  }

  private Outcome take(List<Parcel> parcels, PassphraseAsker asker) throws ProblemException {
    ReceiveService receive = new ReceiveService(sitting.unlock(asker).vault());
    int fresh = 0;
    List<SettledSlot> claimed = new ArrayList<>();
    Map<ParcelName, Problem> refused = new LinkedHashMap<>();
    for (Parcel parcel : parcels) {
      try {
        ReceiveService.OpenedReceipt receipt = receive.openReceipt(parcel.bytes());
        fresh += receive.takeReceipt(receipt) ? 1 : 0;
        claimed.addAll(receipt.receipt().settled());
      } catch (ProblemException e) {
        refused.put(parcel.name(), e.problem());
      }
    }
    if (refused.size() == parcels.size()) {
      throw refused.values().iterator().next().asException();
    }
    int outstanding =
        sitting.home().database().read(sql -> WriteOffs.outstanding(sql, claimed)).size();
    return new Outcome(fresh, parcels.size() - fresh - refused.size(), refused, outstanding);
  }
}
