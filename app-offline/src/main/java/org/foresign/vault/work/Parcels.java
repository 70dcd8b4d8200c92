package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Inbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.JobEnd;
import org.jspecify.annotations.Nullable;

/** Picks parcels from an inbox. */
public final class Parcels {
  private Parcels() {}

  /**
   * Every waiting parcel of a kind, or the one whose tag is named.
   *
   * @throws ProblemException with {@link CarryProblem#CARRY_NOT_THERE} if there is none
   */
  public static JobEnd<List<Parcel>> all(Inbox inbox, ParcelKind kind, @Nullable String tag)
      throws ProblemException {
    List<Parcel> parcels = new ArrayList<>();
    for (ParcelName name : names(inbox, kind, tag)) {
      switch (inbox.receive(name)) {
        case JobEnd.Done<Parcel> done -> parcels.add(done.value());
        case JobEnd.Cancelled<Parcel> _ -> {
          return new JobEnd.Cancelled<>();
        }
      }
    }
    return new JobEnd.Done<>(parcels);
  }

  /** Their names, at least one. */
  static List<ParcelName> names(Inbox inbox, ParcelKind kind, @Nullable String tag)
      throws ProblemException {
    List<ParcelName> names =
        inbox.waiting(kind).stream().filter(name -> tag == null || name.tag().equals(tag)).toList();
    if (names.isEmpty()) {
      throw (tag == null
              ? inbox.nothingWaits(CarryProblem.CARRY_NOT_THERE, kind)
              : Problem.of(CarryProblem.CARRY_NOT_THERE, kind.word() + " " + tag))
          .asException();
    }
    return names;
  }
}
