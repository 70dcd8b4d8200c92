package org.foresign.desk.chain.quorum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.desk.chain.http.EndpointUrl;

/**
 * Why one party alone could decide what a desk believes: a majority of endpoints on one machine, or
 * a line on which anybody may answer in an endpoint's place. Nothing that lasts is decided on such
 * a list, unless its user runs that machine himself.
 *
 * @param objections one sentence each, with redacted names
 */
public record EndpointTrust(List<String> objections) {
  public EndpointTrust {
    objections = List.copyOf(objections);
  }

  /**
   * Looks at the endpoints of one kind.
   *
   * @param kind as a person calls it, such as JSON-RPC
   */
  public static EndpointTrust of(String kind, List<EndpointUrl> urls) {
    List<String> objections = new ArrayList<>();
    if (urls.size() == 1) {
      objections.add(
          "only one " + kind + " endpoint, " + urls.getFirst() + ": what it says is believed");
    } else if (!urls.isEmpty()) {
      int needed = Quorum.majority(urls.size()).needed();
      Map<String, Integer> machines = new HashMap<>();
      urls.forEach(url -> machines.merge(url.machine(), 1, Integer::sum));
      machines.forEach((machine, count) -> {
        if (count >= needed) {
          objections.add(
              count
                  + " of "
                  + urls.size()
                  + " "
                  + kind
                  + " endpoints are at "
                  + machine
                  + ", which alone makes the majority");
        }
      });
    }
    for (EndpointUrl url : urls) {
      if (url.isUnprotected()) {
        objections.add(
            url
                + " is plain http to another machine: whoever is on the way can answer in its place"
                + (url.hasPassword() ? " and reads the password in its address" : ""));
      }
    }
    return new EndpointTrust(objections);
  }
}
