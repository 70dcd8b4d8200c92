package org.foresign.desk.cli;

import java.util.List;
import java.util.Map;
import org.foresign.carry.ParcelName;
import org.foresign.command.Answer;
import org.foresign.desk.carry.ResultImport;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Counted;

/**
 * What became of each signed batch that waited; one that is refused stops no other.
 *
 * @param refused what was not taken; also what is stored and whose receipt could not be written
 */
record ImportPage(
    Map<ParcelName, ResultImport.Imported> imported, Map<ParcelName, Problem> refused) {
  /** The vault's officers ended a claim: the desk goes on, without what may have been signed. */
  private static List<String> closed(String digest) {
    return List.of(
        "The vault claimed batch "
            + digest.substring(0, 16)
            + " and its officers closed it without a result.",
        "Its transactions may have been signed; none is held here and none will come.",
        "Its nonces can be planned again only under a policy that lets a nonce reopen.");
  }

  /**
   * The answer.
   *
   * @throws ProblemException if there was one result only, and it was refused
   */
  Answer answer() throws ProblemException {
    if (imported.isEmpty() && refused.size() == 1) {
      throw refused.values().iterator().next().asException();
    }
    Answer answer = new Answer().list("imported");
    imported.forEach((name, result) -> {
      String digest = result.batch().digest().bytes().hex();
      if (result.signatures() == 0) {
        answer.lines(closed(digest));
      }
      answer.row(
          "imported",
          Map.of(
              "file", name.toString(),
              "batch", result.batch().digest().toString(),
              "signatures", result.signatures(),
              "closed", result.signatures() == 0,
              "fresh", result.fresh()),
          (result.fresh() ? "Stored " : "Already had ")
              + Counted.of(result.signatures(), "signature")
              + " of batch "
              + digest.substring(0, 16)
              + ".");
    });
    return answer.with(
        RefusalPage.of(
            refused, name -> (imported.containsKey(name) ? "No receipt for " : "Refused ") + name));
  }
}
