package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.carry.Carrier;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.command.Answer;
import org.foresign.desk.carry.ParcelResults;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Which of several parcels were refused, told beside what was taken from the others. */
final class RefusalPage {
  private final Map<ParcelName, Problem> refused;

  private RefusalPage(Map<ParcelName, Problem> refused) {
    this.refused = refused;
  }

  /**
   * The refusals among what was taken.
   *
   * @param kind what was looked for
   * @throws ProblemException if nothing waited, or one parcel only and it was refused
   */
  static RefusalPage of(ParcelResults<?> taken, Carrier carrier, ParcelKind kind)
      throws ProblemException {
    if (taken.items().isEmpty() && taken.refused().isEmpty()) {
      throw carrier.nothingWaits(CliProblem.NOTHING_WAITING, kind).asException();
    }
    if (taken.items().isEmpty() && taken.refused().size() == 1) {
      throw taken.refused().values().iterator().next().asException();
    }
    return new RefusalPage(taken.refused());
  }

  static List<String> lines(Problem problem) {
    return List.of(
        "  " + problem.happened(), "  " + problem.code().safe(), "  " + problem.code().next());
  }

  /** The answer with what was taken first. */
  Answer beside(List<String> taken, Map<String, Object> facts) {
    List<String> lines = new ArrayList<>(taken);
    List<Map<String, Object>> left = new ArrayList<>();
    refused.forEach((name, problem) -> {
      lines.add("Refused " + name + ":");
      lines.addAll(lines(problem));
      left.add(Map.of("file", name.toString(), "problem", Answer.facts(problem)));
    });
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ok", refused.isEmpty());
    all.putAll(facts);
    all.put("refused", left);
    return new Answer()
        .lines(lines)
        .facts(all)
        .exit(refused.isEmpty() ? DeskExitCode.DONE : DeskExitCode.PROBLEM);
  }
}
