package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.Carrier;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Picks parcels from a carrier. */
public final class Parcels {
  private Parcels() {}

  /**
   * Every waiting parcel of a kind, or the one whose tag is named.
   *
   * @throws ProblemException with {@link CarryProblem#CARRY_NOT_THERE} if there is none
   */
  public static List<Parcel> all(Carrier carrier, ParcelKind kind, @Nullable String tag)
      throws ProblemException {
    List<Parcel> parcels = new ArrayList<>();
    for (ParcelName name : names(carrier, kind, tag)) {
      parcels.add(carrier.receive(name));
    }
    return parcels;
  }

  /** Their names, at least one. */
  static List<ParcelName> names(Carrier carrier, ParcelKind kind, @Nullable String tag)
      throws ProblemException {
    List<ParcelName> names =
        carrier.waiting(kind).stream()
            .filter(name -> tag == null || name.tag().equals(tag))
            .toList();
    if (names.isEmpty()) {
      throw (tag == null
              ? carrier.nothingWaits(CarryProblem.CARRY_NOT_THERE, kind)
              : Problem.of(CarryProblem.CARRY_NOT_THERE, kind.word() + " " + tag))
          .asException();
    }
    return names;
  }
}
