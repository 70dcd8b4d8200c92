package org.foresign.practice.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StoryPrinterTest {
  private final StringWriter text = new StringWriter();

  private StoryPrinter printer(boolean terminal) {
    return new StoryPrinter(new PrintWriter(text), terminal);
  }

  @Test
  void writesNoControlCharactersWithoutATerminal() {
    StoryPrinter printer = printer(false);
    printer.headline("A headline.");
    printer.chapter("A chapter");
    printer.busy("a moment");
    printer.bar("released", 1, 2);
    printer.bar("released", 2, 2);
    printer.say("A line.");

    assertThat(text.toString().lines())
        .containsExactly("A headline.", "", "1. A chapter", "   released: 2 of 2", "   A line.");
    assertThat(text.toString().replaceAll("\\R", "")).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void movesABarOnATerminalAndEndsItsLine() {
    StoryPrinter printer = printer(true);
    printer.bar("signed", 1, 2);
    printer.bar("signed", 2, 2);
    printer.say("Done.");

    String[] lines = text.toString().split("\\R");
    assertThat(text.toString()).contains("\r   signed", "1/2", "2/2");
    assertThat(lines[lines.length - 1]).isEqualTo("   Done.");
  }

  @Test
  void wipesWhatWasOnlyForTheMoment() {
    StoryPrinter printer = printer(true);
    printer.busy("waits");
    printer.say("Done.");

    String line = text.toString();
    assertThat(line.substring(line.lastIndexOf('\r') + 1)).isEqualToIgnoringNewLines("   Done.\n");
  }
}
