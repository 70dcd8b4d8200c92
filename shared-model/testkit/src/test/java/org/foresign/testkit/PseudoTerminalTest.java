package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PseudoTerminalTest {
  @BeforeEach
  void needATerminal() {
    PseudoTerminal.orSkip();
  }

  @Test
  void theProgramSitsAtATerminalAndReadsWhatIsTyped() {
    try (PseudoTerminal terminal =
        shell("test -t 0 && test -t 1 && printf 'name? ' && read x && echo \"[$x]\"; exit 3")) {
      terminal.await("name? ");
      terminal.type("o'neil $HOME");
      assertThat(terminal.await("]")).contains("o'neil $HOME\n[o'neil $HOME]");
      assertThat(terminal.awaitExit()).isEqualTo(3);
    }
  }

  @Test
  void whatIsTypedWithoutEchoIsNotOnTheScreen() {
    try (PseudoTerminal terminal =
        shell("stty -echo; printf 'secret? '; read x; stty echo; echo ${#x}")) {
      terminal.await("secret? ");
      terminal.type("hidden");
      assertThat(terminal.awaitExit()).isZero();
      assertThat(terminal.screen()).contains("6").doesNotContain("hidden");
    }
  }

  @Test
  void theInterruptKeyEndsTheProgram() {
    try (PseudoTerminal terminal =
        shell("trap 'echo stopped; exit 130' INT; echo ready; while :; do read x; done")) {
      terminal.await("ready");
      terminal.press(PseudoTerminal.INTERRUPT);
      terminal.await("stopped");
      assertThat(terminal.awaitExit()).isEqualTo(130);
    }
  }

  @Test
  void whatNeverComesFailsWithTheScreen() {
    try (PseudoTerminal terminal = shell("echo something else")) {
      assertThatThrownBy(() -> terminal.await("prompt"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("something else");
    }
  }

  private static PseudoTerminal shell(String text) {
    return PseudoTerminal.start(List.of(), List.of("sh", "-c", text), Map.of(), List.of());
  }
}
