package org.foresign.desk.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Severity;

/** What a review says against a batch, in one line each. */
public final class Refusals {
  private static final int SHOWN = 5;

  private Refusals() {}

  /** The first refusals, and how many more there are. Warnings are left out. */
  public static List<String> of(Review review) {
    Set<String> lines = new LinkedHashSet<>();
    for (Finding finding : review.whole().findings()) {
      add(lines, "", finding);
    }
    for (ReviewedTx leaf : review.leaves()) {
      String nonce = "nonce " + leaf.leaf().slot().nonce() + ": ";
      for (Finding finding : leaf.verdict().findings()) {
        add(lines, nonce, finding);
      }
    }
    List<String> all = List.copyOf(lines);
    if (all.size() <= SHOWN) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, SHOWN));
    shown.add("and " + (all.size() - SHOWN) + " more");
    return List.copyOf(shown);
  }

  private static void add(Set<String> lines, String where, Finding finding) {
    if (finding.severity() == Severity.REFUSE) {
      lines.add(where + finding.words());
    }
  }
}
