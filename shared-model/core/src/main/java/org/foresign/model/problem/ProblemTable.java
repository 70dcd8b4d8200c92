package org.foresign.model.problem;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.foresign.model.text.OwnFile;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of problem codes, from a file {@code problems.properties} with three rows a code.
 * It is read as a whole when the first sentence is needed, and refused if one is missing: a problem
 * that can't be explained is a bug that shows at once.
 */
public final class ProblemTable {
  private final Map<String, Sentences> sentences = new HashMap<>();

  /** What happened, whether anything is at risk, what to do next. */
  public record Sentences(String happened, String safe, String next) {}

  ProblemTable(Map<String, String> rows) {
    for (String key : rows.keySet()) {
      String code = key.substring(0, Math.max(0, key.lastIndexOf('.')));
      sentences.computeIfAbsent(
          code,
          id ->
              new Sentences(
                  sentence(rows, id + ".happened"),
                  sentence(rows, id + ".safe"),
                  sentence(rows, id + ".next")));
    }
    if (rows.size() != 3 * sentences.size()) {
      throw new IllegalStateException("a row of the problems is none of the three sentences");
    }
  }

  private static String sentence(Map<String, String> rows, String key) {
    @Nullable String text = rows.get(key);
    if (text == null || text.isBlank()) {
      throw new IllegalStateException("there is no sentence " + key);
    }
    return text;
  }

  /** The table of both programs, all their modules and the core: either explains all codes. */
  static ProblemTable ofBothPrograms() {
    return Loaded.TABLE;
  }

  /** The table that lies beside a class. */
  public static ProblemTable beside(Class<?> anchor) {
    return new ProblemTable(OwnFile.rows(anchor, "problems.properties"));
  }

  public Sentences of(ProblemCode code) {
    @Nullable Sentences found = sentences.get(code.id());
    if (found == null) {
      throw new IllegalStateException("there are no sentences for " + code.id());
    }
    return found;
  }

  public Set<String> codes() {
    return Set.copyOf(sentences.keySet());
  }

  private static final class Loaded {
    static final ProblemTable TABLE = beside(ProblemTable.class);
  }
}
