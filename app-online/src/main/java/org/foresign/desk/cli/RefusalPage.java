package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

  /** The answer with what was taken first. */
  Answer beside(List<String> taken, Map<String, Object> facts) {
    return new Answer().lines(taken).facts(facts).with(of(refused, name -> "Refused " + name));
  }

  /**
   * What was refused, at the end of an answer.
   *
   * @param headline of a parcel
   */
  static Answer.Part of(
      Map<ParcelName, Problem> refused, Function<? super ParcelName, String> headline) {
    return answer -> {
      List<Map<String, Object>> left = new ArrayList<>();
      refused.forEach((name, problem) -> {
        answer
            .line(headline.apply(name) + ":")
            .line("  " + problem.happened())
            .line("  " + problem.code().safe())
            .line("  " + problem.code().next());
        left.add(Map.of("file", name.toString(), "problem", Answer.facts(problem)));
      });
      answer
          .fact("refused", left)
          .exit(refused.isEmpty() ? DeskExitCode.DONE : DeskExitCode.PROBLEM);
    };
  }
}
