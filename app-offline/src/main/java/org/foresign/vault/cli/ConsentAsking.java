package org.foresign.vault.cli;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.settings.VaultProblem;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Asks for what a batch wants said on purpose. The question does not name the finding: only who
 * read the page can answer it. A script of a practice vault names it on the command line.
 */
final class ConsentAsking {
  private final Session session;
  private final Set<FindingCode> named = EnumSet.noneOf(FindingCode.class);

  /**
   * @param ids codes from the command line
   * @throws ProblemException if a real vault was given some
   */
  ConsentAsking(Session session, CommandSpec spec, List<String> ids) throws ProblemException {
    this.session = session;
    if (!ids.isEmpty() && !session.facts().practice()) {
      throw Problem.of(VaultProblem.VAULT_PRACTICE_ONLY, "--consent").asException();
    }
    for (String id : ids) {
      named.add(
          FindingCode.ofId(id)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(), "--consent: there is no finding '" + id + "'")));
    }
  }

  /**
   * What the person named of all that is wanted; the page was shown before.
   *
   * @throws ProblemException if something was not named
   */
  Set<FindingCode> ask(Review review) throws ProblemException {
    Set<FindingCode> wantedCodes = review.consentsWanted();
    Set<FindingCode> given = EnumSet.noneOf(FindingCode.class);
    given.addAll(wantedCodes);
    given.retainAll(named);
    int wanted = wantedCodes.size();
    if (given.size() < wanted && session.asksPerson()) {
      session.show(
          List.of(
              "This batch is signed only if you name each finding that wants your consent,"
                  + " as it stands in brackets on the page. An empty line ends without signing."));
      while (given.size() < wanted) {
        String typed = session.line("Finding " + (given.size() + 1) + " of " + wanted);
        if (typed.isEmpty()) {
          break;
        }
        FindingCode.ofId(typed).filter(wantedCodes::contains).ifPresent(given::add);
      }
    }
    review.requireConsents(given);
    return given;
  }
}
