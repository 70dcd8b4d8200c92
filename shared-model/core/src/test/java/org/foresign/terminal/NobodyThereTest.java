package org.foresign.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gave a passphrase in a file has to see that something else was asked for. */
class NobodyThereTest {
  private static final TerminalPrompt PROMPT = new TerminalPrompt(new NoKeyboard());

  static Stream<ThrowingCallable> questions() {
    return Stream.of(
        () -> PROMPT.secret("Throws"),
        () -> PROMPT.line("Throws"),
        () -> PROMPT.confirm("Throws"),
        () -> PROMPT.show(List.of("Throws", "and more")),
        () -> PROMPT.showSecret("Throws", new char[0]));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void saysWhatWasAskedFor(ThrowingCallable question) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(question)
        .satisfies(e -> {
          assertThat(e.problem().code()).isEqualTo(TerminalProblem.TERMINAL_NEEDED);
          assertThat(e.problem().details()).singleElement().asString().startsWith("Throws");
        });
  }

  private static final class NoKeyboard implements Keyboard {
    @Override
    public boolean isThere() {
      return false;
    }

    @Override
    public void quiet() {}

    @Override
    public void restore() {}

    @Override
    public void write(char[] text) {
      throw new AssertionError("nobody is there");
    }

    @Override
    public char @Nullable [] ask(String question, boolean visible) {
      throw new AssertionError("nobody is there");
    }

    @Override
    public List<String> weaknesses() {
      return List.of();
    }
  }
}
