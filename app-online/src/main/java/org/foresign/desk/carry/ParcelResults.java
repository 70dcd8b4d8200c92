package org.foresign.desk.carry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.carry.ParcelName;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * What came of the parcels that waited: each is taken or refused for itself, so that one that is of
 * somebody else keeps none back.
 *
 * @param refused why, by the name of the parcel
 */
public record ParcelResults<T>(List<T> items, Map<ParcelName, Problem> refused) {
  public ParcelResults {
    items = List.copyOf(items);
    refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
  }

  /** The items, where nothing may be refused. */
  public List<T> orThrow() throws ProblemException {
    for (Problem problem : refused.values()) {
      throw problem.asException();
    }
    return items;
  }
}
