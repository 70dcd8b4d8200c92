package org.foresign.desk.chain.quorum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.foresign.desk.chain.Fact;
import org.foresign.model.work.Counted;

/**
 * How many of how many endpoints must give the same answer.
 *
 * @param needed 1 to {@code of}
 */
public record Quorum(int needed, int of) {
  public Quorum {
    if (needed < 1 || needed > of) {
      throw new IllegalArgumentException("a quorum is between 1 and the number of endpoints");
    }
  }

  /** More than half of {@code endpoints}: no two answers can both have it. */
  public static Quorum majority(int endpoints) {
    return new Quorum(endpoints / 2 + 1, endpoints);
  }

  /** How values are compared and how the agreeing ones become one. */
  public record Rule<T>(Function<T, Object> key, Function<List<T>, T> merge) {
    public static <T> Rule<T> equality() {
      return new Rule<>(value -> value, List::getFirst);
    }
  }

  /**
   * Known when exactly one answer has the quorum; Disputed when several have it, or none has and
   * answers differ; Unknown when too few answered.
   */
  public <T> Fact<T> decide(List<Vote<Observation<T>>> votes, Rule<T> rule) {
    Map<Object, List<Observation<T>>> groups = groups(votes, rule);
    List<List<Observation<T>>> carried =
        groups.values().stream().filter(g -> g.size() >= needed).toList();
    if (carried.size() == 1) {
      List<Observation<T>> group = carried.getFirst();
      T merged = rule.merge().apply(group.stream().map(Observation::value).toList());
      return Fact.known(merged, group.getFirst().block());
    }
    if (groups.size() > 1) {
      List<Fact.Claim<T>> claims = new ArrayList<>();
      for (Vote<Observation<T>> vote : votes) {
        if (vote
            instanceof Vote.Answered<Observation<T>>(String endpoint, Observation<T> observation)) {
          claims.add(new Fact.Claim<>(endpoint, observation.value(), observation.block()));
        }
      }
      return new Fact.Disputed<>(claims);
    }
    return Fact.unknown(waitingFor(votes));
  }

  /** Whether more votes can't change the decision: a majority quorum agrees. */
  public <T> boolean isSettled(List<Vote<Observation<T>>> votes, Rule<T> rule) {
    return 2 * needed > of
        && groups(votes, rule).values().stream().anyMatch(g -> g.size() >= needed);
  }

  private static <T> Map<Object, List<Observation<T>>> groups(
      List<Vote<Observation<T>>> votes, Rule<T> rule) {
    Map<Object, List<Observation<T>>> groups = new LinkedHashMap<>();
    for (Vote<Observation<T>> vote : votes) {
      if (vote
          instanceof Vote.Answered<Observation<T>>(String endpoint, Observation<T> observation)) {
        Object key = List.of(observation.block(), rule.key().apply(observation.value()));
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(observation);
      }
    }
    return groups;
  }

  /** Says how many answers are needed, how many came, and who is missing for which reason. */
  public String waitingFor(List<? extends Vote<?>> votes) {
    long said = votes.stream().filter(v -> v instanceof Vote.Answered<?>).count();
    String silent =
        votes.stream()
            .filter(v -> v instanceof Vote.Silent<?>)
            .map(v -> named(v.endpoint(), ((Vote.Silent<?>) v).why()))
            .collect(Collectors.joining("; "));
    if (of == 1 && !silent.isEmpty()) {
      return silent; // a count of one says nothing that the reason does not
    }
    String head =
        needed + " of " + Counted.of(of, "endpoint") + " must agree, " + said + " answered";
    return silent.isEmpty() ? head : head + "; waited for " + silent;
  }

  private static String named(String endpoint, String why) {
    return why.contains(endpoint) ? why : endpoint + ": " + why;
  }

  @Override
  public String toString() {
    return needed + " of " + of;
  }
}
