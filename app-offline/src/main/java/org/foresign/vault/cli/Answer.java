package org.foresign.vault.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.foresign.crypto.CryptoChoice;
import org.foresign.model.text.ShownText;
import org.foresign.model.text.ShownWriter;
import org.foresign.vault.work.PaperLine;

/** What a command has to say: lines for a person, one object for a script, and an exit code. */
final class Answer {
  private final List<String> lines = new ArrayList<>();
  private Rows rows = out -> {};
  private final Map<String, Object> facts = new LinkedHashMap<>();
  private int exitCode = VaultExitCode.DONE;

  /** Lines of a list that may be too long to be held. */
  @FunctionalInterface
  interface Rows {
    void to(Consumer<String> out);
  }

  Answer line(String line) {
    lines.add(line);
    return this;
  }

  Answer lines(List<String> more) {
    lines.addAll(more);
    return this;
  }

  /** A list, after all lines and as a fact; each row is made while it is printed. */
  <T> Answer rows(
      String name,
      Iterable<T> all,
      Function<? super T, String> line,
      Function<? super T, Map<String, Object>> facts) {
    rows = out -> all.forEach(row -> out.accept(line.apply(row)));
    Iterable<Map<String, Object>> rowFacts =
        () -> StreamSupport.stream(all.spliterator(), false).map(facts).iterator();
    return fact(name, rowFacts);
  }

  Answer fact(String name, Object value) {
    facts.put(name, value);
    return this;
  }

  Answer facts(Map<String, ?> more) {
    facts.putAll(more);
    return this;
  }

  /** Says which cryptography does the work, and why when it is not the native one. */
  Answer crypto(List<CryptoChoice> choices) {
    choices.forEach(choice -> lines.add(choice.words()));
    return fact("crypto", choices.stream().map(CryptoChoice::facts).toList());
  }

  /** The line that belongs on the paper sheet now. */
  Answer sheet(Optional<PaperLine> line) {
    if (line.isEmpty()) {
      return this;
    }
    return line(words(line.get()))
        .fact("ceremony", line.get().ceremony())
        .fact("headWords", line.get().words());
  }

  /** What goes on paper. */
  static String words(PaperLine line) {
    return "For the paper sheet: ceremony "
        + line.ceremony()
        + ", head words "
        + String.join(" ", line.words());
  }

  Answer exit(int code) {
    exitCode = code;
    return this;
  }

  int exitCode() {
    return exitCode;
  }

  /**
   * Prints it. What is thrown while a list is read leaves the object open; its line ends all the
   * same, so that the object about what went wrong has the last line for itself.
   */
  void print(PrintWriter out, boolean json) {
    try {
      if (json) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", exitCode == VaultExitCode.DONE);
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
