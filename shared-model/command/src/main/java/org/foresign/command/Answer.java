package org.foresign.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.problem.Problem;
import org.foresign.model.text.ShownText;
import org.foresign.model.text.ShownWriter;

/** What a command has to say: lines for a person, one object for a script, and an exit code. */
public final class Answer {
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final Map<String, List<Map<String, ?>>> lists = new HashMap<>();
  private Rows rows = out -> {};
  private int exitCode;

  /** Lines of a list that may be too long to be held. */
  @FunctionalInterface
  public interface Rows {
    void to(Consumer<String> out);
  }

  /** A problem: what happened, whether anything is at risk, what to do next. */
  public static Answer of(Problem problem, int exitCode) {
    return new Answer()
        .line(problem.happened())
        .line(problem.code().safe())
        .line(problem.code().next())
        .line("(" + problem.code().id() + ")")
        .fact("problem", facts(problem))
        .exit(exitCode);
  }

  /** A problem in an object. */
  public static Map<String, Object> facts(Problem problem) {
    return Map.of(
        "code", problem.code().id(),
        "happened", problem.happened(),
        "safe", problem.code().safe(),
        "next", problem.code().next(),
        "details", problem.details());
  }

  public Answer line(String line) {
    lines.add(line);
    return this;
  }

  public Answer lines(List<String> more) {
    lines.addAll(more);
    return this;
  }

  /** A row of a list of the object, and the lines that say the same. */
  public Answer row(String list, Map<String, ?> rowFacts, String... rowLines) {
    rowsOf(list).add(rowFacts);
    return lines(List.of(rowLines));
  }

  /** A list of the object that may have no row. */
  public Answer list(String name) {
    facts.put(name, rowsOf(name));
    return this;
  }

  /** The same; where it has none, a line says so. */
  public Answer list(String name, String none) {
    return rowsOf(name).isEmpty() ? line(none) : this;
  }

  private List<Map<String, ?>> rowsOf(String name) {
    return lists.computeIfAbsent(
        name,
        _ -> {
          List<Map<String, ?>> list = new ArrayList<>();
          facts.put(name, list);
          return list;
        });
  }

  /** Lines and facts that more than one command says. */
  @FunctionalInterface
  public interface Part {
    void addTo(Answer answer);
  }

  public Answer with(Part part) {
    part.addTo(this);
    return this;
  }

  /** Lines after all others, made one by one while they are printed. */
  public Answer rows(Rows made) {
    rows = made;
    return this;
  }

  /** A list, after all lines and as a fact; each row is made while it is printed. */
  public <T> Answer rows(
      String name,
      Iterable<T> all,
      Function<? super T, String> line,
      Function<? super T, Map<String, Object>> rowFacts) {
    Iterable<Map<String, Object>> made =
        () -> StreamSupport.stream(all.spliterator(), false).map(rowFacts).iterator();
    return rows(out -> all.forEach(row -> out.accept(line.apply(row)))).fact(name, made);
  }

  /**
   * A fact of the object.
   *
   * @param value a text, number, flag, map or list of them; what an iterable gives is made one by
   *     one while it is printed
   */
  public Answer fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  public Answer facts(Map<String, ?> more) {
    facts.putAll(JsonText.ordered(more));
    return this;
  }

  /** Says which cryptography does the work, and why when it is not the native one. */
  public Answer crypto(List<CryptoChoice> choices) {
    choices.forEach(choice -> lines.add(choice.words()));
    return fact("crypto", choices.stream().map(CryptoChoice::facts).toList());
  }

  public Answer exit(int code) {
    exitCode = code;
    return this;
  }

  public int exitCode() {
    return exitCode;
  }

  /**
   * Prints it. What is thrown while a list is read leaves the object open; its line ends all the
   * same, so that the object about what went wrong has the last line for itself.
   */
  public void print(PrintWriter out, boolean json) {
    try {
      if (json) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", exitCode == 0);
        all.putAll(facts);
        JsonText.write(new ShownWriter(out), all);
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
