package org.foresign.desk.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.foresign.model.problem.Problem;
import org.foresign.model.text.ShownText;
import org.foresign.model.text.ShownWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command says: lines for a person, and the same facts as one JSON object for a machine.
 *
 * @param lines without line ends
 * @param rows lines after those, made one by one while they are printed
 * @param facts values are strings, numbers, booleans, maps, lists and iterables of them; those of
 *     an iterable are made one by one while they are printed
 */
record Answer(List<String> lines, Rows rows, Map<String, Object> facts, int exitCode) {
  /** In the order of names: the same answer is the same text, wherever its maps come from. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRAP_EXCEPTIONS)
          .build();

  /** Lines of a list that may be too long to be held. */
  @FunctionalInterface
  interface Rows {
    Rows NONE = out -> {};

    void to(Consumer<String> out);
  }

  Answer {
    lines = List.copyOf(lines);
  }

  Answer(List<String> lines, Map<String, Object> facts, int exitCode) {
    this(lines, Rows.NONE, facts, exitCode);
  }

  static Answer done(List<String> lines, Map<String, Object> facts) {
    return new Answer(lines, facts, DeskExitCode.DONE);
  }

  /** The same with one fact more, unless that is empty. */
  Answer with(String name, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Map<String, Object> more = new LinkedHashMap<>(facts);
    more.put(name, values);
    return new Answer(lines, rows, more, exitCode);
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

  /**
   * Prints it. What is thrown while a list is read leaves the object open; its line ends all the
   * same, so that the object about what went wrong has the last line for itself.
   */
  void print(PrintWriter out, boolean json) {
    try {
      if (json) {
        JSON.writeValue(new ShownWriter(out), facts);
      } else {
        lines.forEach(line -> out.println(ShownText.line(line)));
        rows.to(line -> out.println(ShownText.line(line)));
      }
    } finally {
      if (json) {
        out.println();
      }
      out.flush();
    }
  }
}
