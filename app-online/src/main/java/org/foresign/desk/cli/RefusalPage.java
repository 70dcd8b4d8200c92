package org.foresign.desk.cli;

import java.util.Map;
import java.util.function.Function;
import org.foresign.carry.Inbox;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.command.Answer;
import org.foresign.desk.carry.ParcelResults;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Which of several parcels were refused, told beside what was taken from the others. */
final class RefusalPage {
  private RefusalPage() {}

  /**
   * The refusals among what was taken, at the end of an answer.
   *
   * @param kind what was looked for
   * @throws ProblemException if nothing waited, or one parcel only and it was refused
   */
  static Answer.Part of(ParcelResults<?> taken, Inbox in, ParcelKind kind) throws ProblemException {
    if (taken.items().isEmpty() && taken.refused().isEmpty()) {
      throw in.nothingWaits(CliProblem.NOTHING_WAITING, kind).asException();
    }
    if (taken.items().isEmpty() && taken.refused().size() == 1) {
      throw taken.refused().values().iterator().next().asException();
    }
    return of(taken.refused(), name -> "Refused " + name);
  }

  /**
   * What was refused, at the end of an answer.
   *
   * @param headline of a parcel
   */
  static Answer.Part of(
      Map<ParcelName, Problem> refused, Function<? super ParcelName, String> headline) {
    return answer -> {
      answer.list("refused");
      refused.forEach((name, problem) ->
          answer.row(
              "refused",
              Map.of("file", name.toString(), "problem", Answer.facts(problem)),
              headline.apply(name) + ":",
              "  " + problem.happened(),
              "  " + problem.code().safe(),
              "  " + problem.code().next()));
      answer.exit(refused.isEmpty() ? DeskExitCode.DONE : DeskExitCode.PROBLEM);
    };
  }
}
