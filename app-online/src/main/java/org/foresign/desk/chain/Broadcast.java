package org.foresign.desk.chain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;

/**
 * What came of sending a transaction to every endpoint.
 *
 * @param transaction its hash, computed here and never taken from an endpoint
 */
public record Broadcast(Digest32 transaction, List<Outcome> outcomes) {
  public Broadcast {
    outcomes = List.copyOf(outcomes);
  }

  /** What one endpoint said. */
  public sealed interface Outcome {
    String endpoint();
  }

  /** It took the transaction and named the right hash. */
  public record Accepted(String endpoint, Digest32 transaction) implements Outcome {}

  /** It had the transaction before. */
  public record AlreadyKnown(String endpoint) implements Outcome {}

  /** It refused it, in the node's own words (cleaned, shortened). */
  public record Rejected(String endpoint, SendRejection kind, String reason) implements Outcome {}

  /** No usable answer: the transaction may have been taken all the same. */
  public record NoAnswer(String endpoint, Problem problem) implements Outcome {}

  /** Whether at least one endpoint has it. */
  public boolean isOut() {
    return outcomes.stream()
        .anyMatch(o ->
            switch (o) {
              case Accepted a -> true;
              case AlreadyKnown k -> true;
              case Rejected r -> false;
              case NoAnswer n -> false;
            });
  }

  /** Why it was not taken, in the endpoints' own words. */
  public String reasons() {
    return outcomes.stream()
        .flatMap(o ->
            switch (o) {
              case Accepted a -> Stream.<String>empty();
              case AlreadyKnown k -> Stream.<String>empty();
              case Rejected r -> Stream.of(r.endpoint() + ": " + r.reason());
              case NoAnswer n -> Stream.of(n.endpoint() + ": " + n.problem().happened());
            })
        .collect(Collectors.joining("; "));
  }

  /** Whether it may be out although no endpoint said so. */
  public boolean mayBeOut() {
    return isOut()
        || outcomes.stream()
            .anyMatch(o ->
                switch (o) {
                  case Accepted a -> true;
                  case AlreadyKnown k -> true;
                  case Rejected r -> r.kind() == SendRejection.UNCLEAR;
                  case NoAnswer n -> true;
                });
  }
}
