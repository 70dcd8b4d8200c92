package org.foresign.vault.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;
import org.foresign.vault.settings.VaultProblem;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started from. */
public final class TerminalPrompt implements Prompt {
  private static final String CLEAR = "\u001b[2J\u001b[3J\u001b[H";
  private static final char UNREADABLE = '\ufffd';
  private static final int WORDS_A_ROW = 4;
  private static final int COLUMN = 10;

  @Override
  public boolean isInteractive() {
    return terminal().isPresent();
  }

  @Override
  public char[] secret(String label) throws ProblemException {
    char @Nullable [] typed = console().readPassword("%s: ", label);
    if (typed == null) {
      throw Problem.of(VaultProblem.VAULT_INPUT_ENDED).asException();
    }
    requireReadable(typed);
    return typed;
  }

  @Override
  public boolean confirm(String question) throws ProblemException {
    Console console = console();
    @Nullable String answer = console.readLine("%s Type yes: ", question);
    if (answer == null) {
      console.writer().println();
      console.flush();
    }
    return "yes".equals(answer);
  }

  @Override
  public String line(String question) throws ProblemException {
    @Nullable String answer = console().readLine("%s: ", question);
    if (answer == null) {
      throw Problem.of(VaultProblem.VAULT_INPUT_ENDED).asException();
    }
    return answer.strip();
  }

  @Override
  public void show(List<String> lines) throws ProblemException {
    PrintWriter out = console().writer();
    lines.forEach(line -> out.println(ShownText.line(line)));
    out.flush();
  }

  @Override
  public void showSecret(String title, char[] secret) throws ProblemException {
    Console console = console();
    Thread clearing = new Thread(TerminalPrompt::clear);
    Runtime.getRuntime().addShutdownHook(clearing);
    try {
      PrintWriter out = console.writer();
      out.println(title);
      writeRows(out, secret);
      out.flush();
      console.readLine("Press enter; the screen is cleared then.");
    } finally {
      clear();
      forget(clearing);
    }
  }

  /** Words with their numbers, four a row, as they are written on paper. */
  static void writeRows(PrintWriter out, char[] phrase) {
    int word = 0;
    for (int at = 0; at < phrase.length; ) {
      int end = at;
      while (end < phrase.length && phrase[end] != ' ') {
        end++;
      }
      word++;
      int length = end - at;
      out.print(word < 10 ? "  " : " ");
      out.print(word);
      out.print(' ');
      out.write(phrase, at, length);
      at = end + 1;
      if (word % WORDS_A_ROW == 0 || at >= phrase.length) {
        out.println();
      } else {
        out.print(" ".repeat(Math.max(1, COLUMN - length)));
      }
    }
  }

  /**
   * Wipes screen and scroll-back, also when Ctrl-C ends the program: past the console, whose lock a
   * waiting reader holds.
   */
  private static void clear() {
    try {
      // Not closed: it is the process's standard output.
      new FileOutputStream(FileDescriptor.out).write(CLEAR.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // Nobody is left to be told: the terminal is gone, and the words with it.
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs.
    }
  }

  /** What a decoder can't read becomes one and the same sign, so passphrases would be the same. */
  private static void requireReadable(char[] typed) throws ProblemException {
    for (char sign : typed) {
      if (sign == UNREADABLE) {
        Arrays.fill(typed, '\0');
        throw Problem.of(VaultProblem.VAULT_TYPED_UNREADABLE).asException();
      }
    }
  }

  private Console console() throws ProblemException {
    return terminal().orElseThrow(TerminalPrompt::notThere);
  }

  /** Without the module of the line editor, as here, there is no console behind a pipe. */
  @SuppressWarnings("SystemConsoleNull")
  private static Optional<Console> terminal() {
    @Nullable Console console = System.console();
    return Optional.ofNullable(console).filter(Console::isTerminal);
  }

  private static ProblemException notThere() {
    return Problem.of(VaultProblem.VAULT_TERMINAL_NEEDED).asException();
  }
}
