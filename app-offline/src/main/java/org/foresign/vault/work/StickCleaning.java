package org.foresign.vault.work;

import java.util.List;
import org.foresign.carry.Inbox;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Stick;
import org.foresign.carry.StickItem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.receive.VaultStick;

/** Tells what lies on a stick, and removes what is done. */
public final class StickCleaning {
  private final Sitting sitting;

  public StickCleaning(Sitting sitting) {
    this.sitting = sitting;
  }

  /** Every parcel with its state. */
  public List<StickItem> list(Inbox stick, PassphraseAsker passphrases) throws ProblemException {
    return new VaultStick(sitting.unlock(passphrases).vault()).all(stick, ParcelKind.values());
  }

  /** Removes what is done, once somebody said yes, and tells what that was. */
  public List<StickItem> clean(Stick stick, PassphraseAsker passphrases, ReadingAsker asker)
      throws ProblemException {
    List<StickItem> done =
        list(stick, passphrases).stream()
            .filter(item -> item.state() == StickItem.State.DONE)
            .toList();
    if (!done.isEmpty()) {
      sitting.require(asker, new Reading.Parcels(done));
    }
    for (StickItem item : done) {
      stick.remove(item.name());
    }
    return done;
  }
}
