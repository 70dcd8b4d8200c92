package org.foresign.practice.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.foresign.model.eth.Network;
import org.foresign.model.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What came of the story so far: ten steps with counts and times, words, memory, a problem. */
final class StoryReport {
  private final Network network;
  private final Map<StoryStep, Step> steps = new EnumMap<>(StoryStep.class);
  private List<String> deskWords = List.of();
  private List<String> vaultWords = List.of();
  private @Nullable Long vaultRss;
  private @Nullable Problem problem;
  private boolean done;

  private record Step(long count, long millis) {}

  StoryReport(Network network) {
    this.network = network;
  }

  /** Adds to a step. */
  void add(StoryStep step, long count, long millis) {
    steps.merge(
        step,
        new Step(count, millis),
        (a, b) -> new Step(a.count() + b.count(), a.millis() + b.millis()));
  }

  /** Adds to a step the time since {@code startedNanos}. */
  void since(StoryStep step, long count, long startedNanos) {
    add(step, count, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
  }

  long count(StoryStep step) {
    return steps.getOrDefault(step, new Step(0, 0)).count();
  }

  void words(List<String> desk, List<String> vault) {
    deskWords = List.copyOf(desk);
    vaultWords = List.copyOf(vault);
  }

  void vaultRss(@Nullable Long megabytes) {
    vaultRss = megabytes;
  }

  void fail(Problem what) {
    problem = what;
  }

  void finish() {
    done = true;
  }

  boolean ok() {
    return done && problem == null && wordsEqual();
  }

  private boolean wordsEqual() {
    return !deskWords.isEmpty() && deskWords.equals(vaultWords);
  }

  /** The object of {@code --json}, on one line. */
  String json(@Nullable Long deskRss) {
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("desk", deskWords);
    words.put("vault", vaultWords);
    words.put("equal", wordsEqual());
    Map<String, @Nullable Object> rss = new LinkedHashMap<>();
    rss.put("desk", deskRss);
    rss.put("vault", vaultRss);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("ok", ok());
    all.put("network", network.name());
    all.put("chainId", network.chain().reference());
    all.put("words", words);
    all.put("steps", stepFacts());
    all.put("rssMb", rss);
    all.put("problem", problemFacts());
    return JsonMapper.shared().writeValueAsString(all);
  }

  private List<Map<String, Object>> stepFacts() {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (StoryStep step : StoryStep.values()) {
      Step reached = steps.getOrDefault(step, new Step(0, 0));
      Map<String, Object> fact = new LinkedHashMap<>();
      fact.put("step", step.word());
      fact.put("count", reached.count());
      fact.put("ms", reached.millis());
      facts.add(fact);
    }
    return facts;
  }

  private @Nullable Map<String, Object> problemFacts() {
    Problem what = problem;
    if (what == null) {
      return null;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("code", what.code().id());
    facts.put("happened", what.happened());
    facts.put("safe", what.code().safe());
    facts.put("next", what.code().next());
    return facts;
  }
}
