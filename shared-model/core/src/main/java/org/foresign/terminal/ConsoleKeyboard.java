package org.foresign.terminal;

import java.io.Console;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What Java itself can do, where the calls of {@link TerminalCalls} are missing: the echo is off
 * only while a secret is asked for, and what was typed ahead counts.
 */
final class ConsoleKeyboard implements Keyboard {
  private static final char UNREADABLE = '\ufffd';

  @Override
  public boolean isThere() {
    return console().isPresent();
  }

  @Override
  public void quiet() {}

  @Override
  public void restore() {}

  @Override
  public void write(char[] text) {
    console()
        .ifPresent(console -> {
          console.writer().write(text);
          console.flush();
        });
  }

  @Override
  public char @Nullable [] ask(String question, boolean visible) throws ProblemException {
    Console console = console().orElseThrow();
    char @Nullable [] typed;
    if (visible) {
      @Nullable String line = console.readLine("%s", question);
      typed = line == null ? null : line.toCharArray();
    } else {
      typed = console.readPassword("%s", question);
    }
    if (typed == null) {
      write(new char[] {'\n'});
      return null;
    }
    if (typed.length > TypedLine.MOST) {
      Arrays.fill(typed, '\0');
      throw Problem.of(TerminalProblem.TYPED_TOO_LONG).asException();
    }
    requireReadable(typed);
    return typed;
  }

  @Override
  public List<String> weaknesses() {
    return List.of(
        "This system does not let the program drop what is typed too early, nor hide it between two"
            + " questions: type only after a question has appeared.");
  }

  /** What a decoder can't read becomes one and the same sign, so passphrases would be the same. */
  private static void requireReadable(char[] typed) throws ProblemException {
    for (char sign : typed) {
      if (sign == UNREADABLE || Character.isISOControl(sign)) {
        Arrays.fill(typed, '\0');
        throw Problem.of(TerminalProblem.TYPED_UNREADABLE).asException();
      }
    }
  }

  /** Without the module of the line editor, as here, there is no console behind a pipe. */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> console() {
    @Nullable Console console = System.console();
    return Optional.ofNullable(console).filter(Console::isTerminal);
  }
}
