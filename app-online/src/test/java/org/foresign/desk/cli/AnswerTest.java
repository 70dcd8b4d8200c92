package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.foresign.command.Answer;
import org.foresign.model.text.ShownText;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How an answer is printed: one object, piece by piece, and nothing in it acts on a terminal. */
class AnswerTest {
  private static Answer of(Object value) {
    return new Answer().facts(Map.of("value", value));
  }

  @Test
  void isPrintedWhileItsListsAreRead() {
    int rows = 100_000;
    AtomicLong printed = new AtomicLong();
    AtomicInteger unread = new AtomicInteger(rows);
    AtomicLong printedAtTheEnd = new AtomicLong(-1);
    Writer counting =
        new Writer() {
          @Override
          public void write(char[] signs, int from, int count) {
            printed.addAndGet(count);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Iterable<Map<String, Object>> list =
        () ->
            IntStream.range(0, rows)
                .mapToObj(i -> {
                  if (unread.decrementAndGet() == 0) {
                    printedAtTheEnd.set(printed.get());
                  }
                  return Map.<String, Object>of("row", i);
                })
                .iterator();
    of(list).print(new PrintWriter(counting), true);
    assertThat(printed.get()).isGreaterThan(rows * 10L);
    // When the last row was read, all but one buffer of the text before it had left.
    assertThat(printed.get() - printedAtTheEnd.get()).isBetween(0L, 100_000L);
  }

  @Test
  void isTheSameTextAsInOnePiece() {
    String sign = "\uD83D\uDE00"; // two units
    String tag = "\uDB40\uDC41"; // two units, invisible
    for (int shift = 0; shift < 3; shift++) {
      String text = "x".repeat(shift) + (sign + tag + "\u202e\u0085ü").repeat(9_000);
      StringWriter out = new StringWriter();
      of(text).print(new PrintWriter(out), true);
      String whole = "{\"ok\":true,\"value\":" + JsonMapper.shared().writeValueAsString(text) + "}";
      assertThat(out.toString()).isEqualTo(ShownText.json(whole) + System.lineSeparator());
    }
  }

  @Test
  void hasItsNamesInOneOrderWhateverMapsItIsMadeOf() {
    StringWriter out = new StringWriter();
    of(Map.of("h", 1, "b", 2, "g", 3, "c", 4, "f", 5, "a", 6, "e", 7, "d", 8))
        .print(new PrintWriter(out), true);
    assertThat(out.toString().strip())
        .isEqualTo(
            """
            {"ok":true,"value":{"a":6,"b":2,"c":4,"d":8,"e":7,"f":5,"g":3,"h":1}}\
            """);
  }

  @Test
  void hasItsOwnNamesInOneOrderToo() {
    StringWriter out = new StringWriter();
    new Answer()
        .facts(Map.of("h", 1, "b", 2, "g", 3, "c", 4, "f", 5, "a", 6, "e", 7, "d", 8))
        .print(new PrintWriter(out), true);
    assertThat(out.toString().strip())
        .isEqualTo(
            """
            {"ok":true,"a":6,"b":2,"c":4,"d":8,"e":7,"f":5,"g":3,"h":1}\
            """);
  }
}
