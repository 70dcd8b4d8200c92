package org.foresign.model.review;

import java.util.List;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Severity;
import org.foresign.model.tx.UnsignedTx;
import org.jspecify.annotations.Nullable;

/** One reason, wherever in the batch it was found. */
public record FindingGroup(FindingCode code, Severity severity, List<Place> places) {
  public FindingGroup {
    places = List.copyOf(places);
  }

  /**
   * Where it was found.
   *
   * @param leaf null for the whole batch
   * @param details public facts in the order the code's sentence names them
   */
  public record Place(@Nullable UnsignedTx leaf, List<String> details) {
    public Place {
      details = List.copyOf(details);
    }
  }
}
