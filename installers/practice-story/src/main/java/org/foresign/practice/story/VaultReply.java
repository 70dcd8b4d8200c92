package org.foresign.practice.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object that a command of the vault printed on its last line. */
record VaultReply(JsonNode json) {

  /** The vault's own words for a problem, passed on as they are. */
  private record VaultSaid(String name, String happened, String safe, String next)
      implements ProblemCode {
    @Override
    public String id() {
      return name;
    }
  }

  /** The reply on this line, or nothing if there is none. */
  static Optional<VaultReply> parse(String line) {
    try {
      JsonNode json = JsonMapper.shared().readTree(line);
      return json.isObject() ? Optional.of(new VaultReply(json)) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  boolean ok() {
    return json.path("ok").asBoolean(false);
  }

  String text(String name) throws ProblemException {
    JsonNode value = json.path(name);
    if (!value.isString()) {
      throw missing(name);
    }
    return value.asString();
  }

  /** Words, whether they came as a list or as one text. */
  List<String> words(String name) throws ProblemException {
    JsonNode value = json.path(name);
    if (value.isString()) {
      return List.of(value.asString().split(" "));
    }
    if (!value.isArray()) {
      throw missing(name);
    }
    List<String> words = new ArrayList<>();
    value.forEach(word -> words.add(word.asString()));
    return words;
  }

  /** A whole number, null where the vault doesn't know it. */
  @Nullable Long number(String name) {
    JsonNode value = json.path(name);
    return value.isNumber() ? Long.valueOf(value.asLong()) : null;
  }

  /** Count and milliseconds of one of the steps that a signing run reports. */
  Optional<Step> step(String name) {
    for (JsonNode step : json.path("steps")) {
      if (step.path("step").asString("").equals(name)) {
        return Optional.of(new Step(step.path("count").asLong(0), step.path("ms").asLong(0)));
      }
    }
    return Optional.empty();
  }

  /** One step of a signing run. */
  record Step(long count, long millis) {}

  /** The problem it names, with the vault's own sentences. */
  Problem problem(List<String> otherwise) {
    JsonNode problem = json.path("problem");
    if (!problem.isObject()) {
      return new Problem(StoryProblem.STORY_VAULT_SILENT, otherwise);
    }
    List<String> details = new ArrayList<>();
    problem.path("details").forEach(detail -> details.add(detail.asString()));
    return new Problem(
        new VaultSaid(
            problem.path("code").asString("vault-problem"),
            problem.path("happened").asString(""),
            problem.path("safe").asString(""),
            problem.path("next").asString("")),
        details);
  }

  private static ProblemException missing(String name) {
    return Problem.of(StoryProblem.STORY_VAULT_SILENT, "its answer has no " + name).asException();
  }
}
