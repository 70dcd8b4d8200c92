package org.foresign.vault.work;

import java.util.List;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.StickItem;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.JobEnd;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.receive.ReceiveProblem;
import org.foresign.vault.receive.VaultStick;
import org.jspecify.annotations.Nullable;

/** Chooses the request that is meant; what was signed before is passed over. */
final class RequestChoice {
  private RequestChoice() {}

  /**
   * The first that can be read, before a passphrase is asked; it need not be the one that is meant.
   *
   * @throws ProblemException with {@link CarryProblem#CARRY_NOT_THERE}, or why the last one can't
   *     be read when none can
   */
  static JobEnd<Parcel> requireAny(Inbox inbox, @Nullable String tag) throws ProblemException {
    List<ParcelName> names = Parcels.names(inbox, ParcelKind.BATCH_REQUEST, tag);
    for (ParcelName name : names.subList(0, names.size() - 1)) {
      try {
        return inbox.receive(name);
      } catch (ProblemException ignored) {
        // a damaged parcel stops no other one
      }
    }
    return inbox.receive(names.getLast());
  }

  /**
   * The named request, the only one, or the only one that is open.
   *
   * @throws ProblemException with {@link ReceiveProblem#RECEIVE_SEVERAL_OPEN} or {@link
   *     ReceiveProblem#RECEIVE_ALL_DONE}
   */
  static JobEnd<Parcel> choose(OpenVault vault, Inbox inbox, @Nullable String tag)
      throws ProblemException {
    List<ParcelName> names = Parcels.names(inbox, ParcelKind.BATCH_REQUEST, tag);
    if (names.size() == 1) {
      return inbox.receive(names.getFirst());
    }
    List<StickItem> all = new VaultStick(vault).all(inbox, ParcelKind.BATCH_REQUEST);
    List<StickItem> open =
        all.stream().filter(item -> item.state() == StickItem.State.OPEN).toList();
    if (open.size() == 1) {
      return inbox.receive(open.getFirst().name());
    }
    ReceiveProblem code =
        open.isEmpty() ? ReceiveProblem.RECEIVE_ALL_DONE : ReceiveProblem.RECEIVE_SEVERAL_OPEN;
    throw new Problem(code, (open.isEmpty() ? all : open).stream().map(StickItem::line).toList())
        .asException();
  }
}
