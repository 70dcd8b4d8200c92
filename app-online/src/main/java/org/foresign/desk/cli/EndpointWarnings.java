package org.foresign.desk.cli;

import java.util.List;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.work.ChainNames;
import org.foresign.desk.work.EndpointObjections;
import org.foresign.model.problem.ProblemException;

/** What has to be said of a desk's endpoints, whatever a command is about. */
final class EndpointWarnings {
  private EndpointWarnings() {}

  /** A line for each chain with objections that its user has not answered. */
  static List<String> of(DeskHome home) throws ProblemException {
    String ending =
        home.practice()
            ? "; a practice desk continues, a real one would not release"
            : "; nothing is released, followed or burned there";
    return EndpointObjections.of(home).stream()
        .map(found ->
            "WARNING: "
                + ChainNames.name(found.chain())
                + ": "
                + String.join("; ", found.objections())
                + ending)
        .toList();
  }
}
