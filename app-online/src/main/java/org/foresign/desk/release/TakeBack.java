package org.foresign.desk.release;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.model.batch.LaneId;
import org.foresign.model.problem.ProblemException;

/**
 * Takes back what was settled by answers that turn out to be wrong. A final nonce is used in the
 * newest block, too; where a quorum says that it is not, whoever called it final has lied, and its
 * leaves could land after all.
 */
final class TakeBack {
  private TakeBack() {}

  /**
   * @param nextNonce of the account at the newest block, as a quorum knows it
   */
  static List<LaneEvent> run(LaneId lane, LaneParts parts, long nextNonce) throws ProblemException {
    List<LaneEvent> events = new ArrayList<>();
    List<HeldLeaf> wrong = parts.leaves().settledFrom(lane, nextNonce);
    if (wrong.isEmpty()) {
      return events;
    }
    parts.book().takeBack(wrong);
    List<Long> nonces = wrong.stream().map(HeldLeaf::nonce).distinct().sorted().toList();
    for (long nonce : nonces) {
      long leaves = wrong.stream().filter(leaf -> leaf.nonce() == nonce).count();
      events.add(new LaneEvent.TakenBack(nonce, leaves));
    }
    return events;
  }
}
