package org.foresign.desk.chain.quorum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** What is asked of a list of endpoints before and after they are asked. */
public final class EndpointList {
  private EndpointList() {}

  /** Each endpoint once, and as many as the quorum is of. */
  public static void check(List<EndpointUrl> urls, Quorum quorum) throws ProblemException {
    if (urls.isEmpty() || quorum.of() != urls.size()) {
      throw Problem.of(
              ChainProblem.ENDPOINT_REFUSED,
              "a quorum of " + quorum + " for " + urls.size() + " endpoints")
          .asException();
    }
    Set<EndpointUrl> seen = new HashSet<>();
    for (EndpointUrl url : urls) {
      if (!seen.add(url)) {
        throw Problem.of(ChainProblem.ENDPOINT_REFUSED, url + " is listed twice").asException();
      }
    }
  }

  /** Redacted names; those that look alike are numbered. */
  public static List<String> names(List<EndpointUrl> urls) {
    Map<String, Integer> used = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (EndpointUrl url : urls) {
      int count = used.merge(url.toString(), 1, Integer::sum);
      names.add(count == 1 ? url.toString() : url + " #" + count);
    }
    return names;
  }

  /** One stranger must not stop what the others can decide; too many leave nobody to decide. */
  public static void requireQuorum(List<String> strangers, Quorum quorum, String expected)
      throws ProblemException {
    if (strangers.size() > quorum.of() - quorum.needed()) {
      throw Problem.of(ChainProblem.CHAIN_DIFFERS, expected + "; " + String.join("; ", strangers))
          .asException();
    }
  }
}
