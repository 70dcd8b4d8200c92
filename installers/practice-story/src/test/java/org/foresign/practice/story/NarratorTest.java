package org.foresign.practice.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class NarratorTest {
  private final StringWriter text = new StringWriter();

  private Narrator narrator(boolean terminal) {
    return new Narrator(new PrintWriter(text), terminal);
  }

  @Test
  void writesNoControlCharactersWithoutATerminal() {
    Narrator narrator = narrator(false);
    narrator.headline("A headline.");
    narrator.chapter("A chapter");
    narrator.busy("a moment");
    narrator.bar("released", 1, 2);
    narrator.bar("released", 2, 2);
    narrator.say("A line.");

    assertThat(text.toString().lines())
        .containsExactly("A headline.", "", "1. A chapter", "   released: 2 of 2", "   A line.");
    assertThat(text.toString().replaceAll("\\R", "")).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void movesABarOnATerminalAndEndsItsLine() {
    Narrator narrator = narrator(true);
    narrator.bar("signed", 1, 2);
    narrator.bar("signed", 2, 2);
    narrator.say("Done.");

    String[] lines = text.toString().split("\\R");
    assertThat(text.toString()).contains("\r   signed", "1/2", "2/2");
    assertThat(lines[lines.length - 1]).isEqualTo("   Done.");
  }

  @Test
  void wipesWhatWasOnlyForTheMoment() {
    Narrator narrator = narrator(true);
    narrator.busy("waits");
    narrator.say("Done.");

    String line = text.toString();
    assertThat(line.substring(line.lastIndexOf('\r') + 1)).isEqualToIgnoringNewLines("   Done.\n");
  }
}
