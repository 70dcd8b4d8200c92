package org.foresign.vault.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.settings.VaultProblem;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started from. */
public final class TerminalPrompt implements Prompt {
  private static final String CLEAR = "\u001b[2J\u001b[3J\u001b[H";

  @Override
  public boolean isInteractive() {
    return terminal().isPresent();
  }

  @Override
  public char[] secret(String label) throws ProblemException {
    char @Nullable [] typed = console().readPassword("%s: ", label);
    if (typed == null) {
      throw notThere();
    }
    return typed;
  }

  @Override
  public boolean confirm(String question) throws ProblemException {
    @Nullable String answer = console().readLine("%s Type yes: ", question);
    return "yes".equals(answer);
  }

  @Override
  public void show(List<String> lines) throws ProblemException {
    PrintWriter out = console().writer();
    lines.forEach(out::println);
    out.flush();
  }

  @Override
  public void showSecret(String title, char[] secret) throws ProblemException {
    Console console = console();
    PrintWriter out = console.writer();
    out.println(title);
    out.println(secret);
    out.flush();
    console.readLine("Press enter; the screen is cleared then.");
    out.print(CLEAR);
    out.flush();
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
