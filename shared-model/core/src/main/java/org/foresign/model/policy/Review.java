package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.ExpandedBatch;

/**
 * A batch with every verdict and the worst that can happen.
 *
 * @param whole verdict over what concerns no single leaf
 * @param exposure most this batch alone can cost, per lane
 * @param outstandingAfter the same over everything signed, this batch included, per lane
 * @param destinations where value can end up, in the order in which the leaves name it
 */
public record Review(
    ExpandedBatch batch,
    List<ReviewedTx> leaves,
    Verdict whole,
    SortedMap<LaneId, Exposure> exposure,
    SortedMap<LaneId, Exposure> outstandingAfter,
    Set<Destination> destinations) {
  public Review {
    leaves = List.copyOf(leaves);
    exposure = Collections.unmodifiableSortedMap(new TreeMap<>(exposure));
    outstandingAfter = Collections.unmodifiableSortedMap(new TreeMap<>(outstandingAfter));
    destinations = Collections.unmodifiableSet(new LinkedHashSet<>(destinations));
  }

  /** Every finding, those about the whole first. */
  public Stream<Finding> findings() {
    return Stream.concat(
        whole.findings().stream(),
        leaves.stream().flatMap(leaf -> leaf.verdict().findings().stream()));
  }

  /** What a person must name before this is signed. */
  public Set<FindingCode> consentsWanted() {
    return findings()
        .filter(finding -> finding.severity() == Severity.CONSENT)
        .map(Finding::code)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(FindingCode.class)));
  }

  /**
   * Stops unless all that wants consent was named.
   *
   * @param given findings that a person named on purpose
   * @throws ProblemException with {@link PolicyProblem#CONSENT_MISSING} and a line for each finding
   */
  public void requireConsents(Set<FindingCode> given) throws ProblemException {
    List<String> missing = new ArrayList<>();
    for (FindingCode code : consentsWanted()) {
      if (!given.contains(code)) {
        List<Finding> found =
            findings()
                .filter(one -> one.code() == code && one.severity() == Severity.CONSENT)
                .distinct()
                .toList();
        String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more)";
        missing.add(code.id() + ": " + found.getFirst().words() + more);
      }
    }
    if (!missing.isEmpty()) {
      throw new Problem(PolicyProblem.CONSENT_MISSING, missing).asException();
    }
  }

  /** Whether anything in it is refused; then nothing is signed. */
  public boolean refused() {
    return whole.refuses() || leaves.stream().anyMatch(leaf -> leaf.verdict().refuses());
  }
}
