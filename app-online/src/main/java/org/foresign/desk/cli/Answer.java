package org.foresign.desk.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.problem.Problem;
import org.foresign.model.text.ShownText;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command says: lines for a person, and the same facts as one JSON object for a machine.
 *
 * @param lines without line ends
 * @param facts values are strings, numbers, booleans, maps, lists and iterables of them; those of
 *     an iterable are made one by one while they are printed
 */
record Answer(List<String> lines, Map<String, Object> facts, int exitCode) {
  /** In the order of names: the same answer is the same text, wherever its maps come from. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  Answer {
    lines = List.copyOf(lines);
  }

  static Answer done(List<String> lines, Map<String, Object> facts) {
    return new Answer(lines, facts, ExitCode.DONE);
  }

  /** The same with one fact more, unless that is empty. */
  Answer with(String name, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, values);
    return new Answer(lines, more, exitCode);
  }

  static Answer of(Problem problem, int exitCode) {
    return new Answer(
        List.of(
            problem.happened(),
            problem.code().safe(),
            problem.code().next(),
            "(" + problem.code().id() + ")"),
        Map.of("ok", false, "problem", problemFacts(problem)),
        exitCode);
  }

  static Map<String, Object> problemFacts(Problem problem) {
    return Map.of(
        "code", problem.code().id(),
        "happened", problem.happened(),
        "safe", problem.code().safe(),
        "next", problem.code().next(),
        "details", problem.details());
  }

  void print(PrintWriter out, boolean json) {
    if (json) {
      JSON.writeValue(new ShownWriter(out), facts);
      out.println();
    } else {
      lines.forEach(line -> out.println(ShownText.line(line)));
    }
    out.flush();
  }
}
