package org.foresign.terminal;

import java.util.Arrays;
import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;

/** The terminal that the process was started from. */
public final class TerminalPrompt implements Prompt {
  private static final String CLEAR = "\u001b[2J\u001b[3J\u001b[H";
  private static final int WORDS_A_ROW = 4;
  private static final int COLUMN = 10;

  private final Keyboard keyboard;
  private boolean warned;

  public TerminalPrompt() {
    this(TerminalCalls.find().<Keyboard>map(RawKeyboard::new).orElseGet(ConsoleKeyboard::new));
  }

  TerminalPrompt(Keyboard keyboard) {
    this.keyboard = keyboard;
  }

  @Override
  public boolean isInteractive() {
    return keyboard.isThere();
  }

  @Override
  public void begin() {
    keyboard.quiet();
  }

  @Override
  public void end() {
    keyboard.restore();
  }

  @Override
  public char[] secret(String label) throws ProblemException {
    return ask(label + ": ", false);
  }

  @Override
  public boolean confirm(String question) throws ProblemException {
    return "yes".equals(new String(ask(question + " Type yes: ", true)).strip());
  }

  @Override
  public String line(String question) throws ProblemException {
    return new String(ask(question + ": ", true)).strip();
  }

  /** A slip of the fingers must not throw away what was answered before it. */
  private char[] ask(String question, boolean visible) throws ProblemException {
    requireTerminal(question);
    if (!warned) {
      warned = true;
      show(keyboard.weaknesses());
    }
    for (int attempt = 1; ; attempt++) {
      try {
        char[] typed = keyboard.ask(question, visible);
        if (typed == null) {
          throw Problem.of(TerminalProblem.INPUT_ENDED).asException();
        }
        return typed;
      } catch (ProblemException e) {
        if (attempt == Passphrases.TRIES || e.problem().code() == TerminalProblem.INPUT_ENDED) {
          throw e;
        }
        show(List.of(e.problem().happened(), e.problem().code().next()));
      }
    }
  }

  @Override
  public void show(List<String> lines) throws ProblemException {
    requireTerminal(lines.isEmpty() ? "" : lines.getFirst());
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(ShownText.line(line)).append(System.lineSeparator()));
    keyboard.write(text.toString().toCharArray());
  }

  @Override
  public void showSecret(String title, char[] secret) throws ProblemException {
    requireTerminal(title);
    Thread clearing = new Thread(this::clear);
    Runtime.getRuntime().addShutdownHook(clearing);
    char[] rows = new char[0];
    try {
      rows = rows(secret);
      show(List.of(title));
      keyboard.write(rows);
      char[] typed = ask("Press enter; the screen is cleared then.", false);
      Arrays.fill(typed, '\0');
    } finally {
      Arrays.fill(rows, '\0');
      clear();
      forget(clearing);
    }
  }

  /** Words with their numbers, four a row, as they are written on paper; the caller wipes them. */
  static char[] rows(char[] phrase) {
    char[] room = new char[phrase.length * (COLUMN + 6) + 2];
    int length = 0;
    int word = 0;
    for (int at = 0; at < phrase.length; ) {
      int end = at;
      while (end < phrase.length && phrase[end] != ' ') {
        end++;
      }
      word++;
      length = put(room, length, (word < 10 ? "  " : " ") + word + " ");
      System.arraycopy(phrase, at, room, length, end - at);
      length += end - at;
      boolean last = word % WORDS_A_ROW == 0 || end + 1 >= phrase.length;
      length = put(room, length, last ? "\n" : " ".repeat(Math.max(1, COLUMN - (end - at))));
      at = end + 1;
    }
    char[] rows = Arrays.copyOf(room, length);
    Arrays.fill(room, '\0');
    return rows;
  }

  private static int put(char[] room, int at, String text) {
    text.getChars(0, text.length(), room, at);
    return at + text.length();
  }

  /** Wipes screen and scroll-back, also when Ctrl-C ends the program. */
  private void clear() {
    keyboard.write(CLEAR.toCharArray());
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending, and the hook runs.
    }
  }

  /**
   * @param wanted what a person would have read
   */
  private void requireTerminal(String wanted) throws ProblemException {
    if (!keyboard.isThere()) {
      throw Problem.of(TerminalProblem.TERMINAL_NEEDED, wanted.strip()).asException();
    }
  }
}
