package org.foresign.rehearsal.bench;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The object that {@code ./foresign practice --json} writes as its last line. */
record TripResult(JsonNode json) {
  /** Reads the last line of the standard output; empty when it is no such object. */
  static Optional<TripResult> ofOutput(String output) {
    String last = output.strip().lines().reduce("", (before, line) -> line);
    try {
      JsonNode json = JsonMapper.shared().readTree(last);
      return json.isObject() && json.has("steps")
          ? Optional.of(new TripResult(json))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  boolean ok() {
    return json.path("ok").asBoolean(false);
  }

  /** What went wrong, as it stands in the object. */
  String problem() {
    return json.path("problem").toString();
  }

  /** The time of these steps together; empty when one is missing or took no measurable part. */
  Optional<Double> seconds(String... steps) {
    double sum = 0;
    for (String name : steps) {
      @Nullable JsonNode step = step(name);
      if (step == null || !step.path("ms").isNumber() || step.path("count").asInt(0) == 0) {
        return Optional.empty();
      }
      sum += step.path("ms").asDouble() / 1_000;
    }
    return Optional.of(sum);
  }

  /** How many things a step was about, 0 when it is missing. */
  int count(String name) {
    @Nullable JsonNode step = step(name);
    return step == null ? 0 : step.path("count").asInt(0);
  }

  /** Resident memory of the larger process, in MB; empty when either is missing. */
  Optional<Double> largestRss() {
    JsonNode desk = json.path("rssMb").path("desk");
    JsonNode vault = json.path("rssMb").path("vault");
    return desk.isNumber() && vault.isNumber()
        ? Optional.of(Math.max(desk.asDouble(), vault.asDouble()))
        : Optional.empty();
  }

  /** Both processes' memory in words. */
  String rss() {
    JsonNode memory = json.path("rssMb");
    return "desk " + memory.path("desk") + " MB, vault " + memory.path("vault") + " MB";
  }

  private @Nullable JsonNode step(String name) {
    for (JsonNode step : json.path("steps")) {
      if (step.path("step").asString("").equals(name)) {
        return step;
      }
    }
    return null;
  }
}
