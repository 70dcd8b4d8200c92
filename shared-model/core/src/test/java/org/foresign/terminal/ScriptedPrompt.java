package org.foresign.terminal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Somebody whose answers are known beforehand. */
final class ScriptedPrompt implements Prompt {
  final List<String> asked = new ArrayList<>();
  final List<String> shown = new ArrayList<>();
  private final Deque<String> answers = new ArrayDeque<>();

  ScriptedPrompt(String... answers) {
    this.answers.addAll(List.of(answers));
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public void begin() {}

  @Override
  public void end() {}

  @Override
  public char[] secret(String label) throws ProblemException {
    return line(label).toCharArray();
  }

  @Override
  public boolean confirm(String question) throws ProblemException {
    return line(question).equals("yes");
  }

  @Override
  public String line(String question) throws ProblemException {
    asked.add(question);
    if (answers.isEmpty()) {
      throw Problem.of(TerminalProblem.INPUT_ENDED).asException();
    }
    return answers.remove();
  }

  @Override
  public void show(List<String> lines) {
    shown.addAll(lines);
  }

  @Override
  public void showSecret(String title, char[] secret) {
    shown.add(title);
  }
}
