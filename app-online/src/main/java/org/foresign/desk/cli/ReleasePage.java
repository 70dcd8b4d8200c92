package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.command.Answer;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.release.RecoveryNote;
import org.foresign.desk.release.ReleaseAnswer;
import org.foresign.desk.words.LaneWords;
import org.foresign.desk.work.ReleaseJob;
import org.foresign.model.problem.Problem;
import org.foresign.model.work.Counted;

/** What became of each leaf that was to be released, whatever ended the command. */
final class ReleasePage {
  private final List<String> lines = new ArrayList<>();
  private final List<Map<String, Object>> released = new ArrayList<>();
  private final List<Long> untried = new ArrayList<>();
  private List<Map<String, Object>> recovered = List.of();
  private List<String> warnings = List.of();
  private boolean refused;
  private boolean waits;
  private boolean stopped;

  void recovered(List<RecoveryNote> notes) {
    notes.forEach(note -> lines.add("Since the last stop: " + LaneWords.of(note)));
    recovered = LanePage.recovered(notes);
  }

  void warnings(List<String> words) {
    lines.addAll(words);
    warnings = words;
  }

  void add(ReleaseJob.Outcome outcome) {
    outcome.answers().forEach(this::add);
    outcome.doubtful().ifPresent(this::add);
    if (outcome.stopped()) {
      stopped = true;
      waits = true;
      lines.add("Stopped as asked; what was sent stays sent.");
    }
    untried(outcome.untried());
  }

  private void add(ReleaseAnswer answer) {
    lines.addAll(LanePage.lines(answer));
    released.add(LanePage.facts(answer));
    switch (answer) {
      case ReleaseAnswer.Stopped stays -> problem(stays.problem());
      case ReleaseAnswer.Sent sent -> waits |= !sent.broadcast().isOut();
    }
  }

  private void add(ReleaseJob.Doubtful last) {
    Problem problem = last.problem();
    lines.add("Leaf " + last.leaf().id() + " counts as exposed, and then: " + problem.happened());
    lines.add("  Whether it left is not known; 'desk follow' asks the chain.");
    lines.add("  " + problem.code().next());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("leaf", last.leaf().id());
    facts.put("sent", true);
    facts.put("out", false);
    facts.put("problem", Answer.facts(problem));
    released.add(facts);
    problem(problem);
  }

  private void problem(Problem problem) {
    boolean unknown = DeskAction.codeOf(problem) == DeskExitCode.UNKNOWN;
    waits |= unknown;
    refused |= !unknown;
  }

  /** These were not tried, because of what came before. */
  private void untried(List<HeldLeaf> rest) {
    rest.forEach(leaf -> untried.add(leaf.id()));
    if (!rest.isEmpty()) {
      lines.add(
          "Not tried after that, and held as before: "
              + Counted.of(rest.size(), "leaf", "leaves")
              + ".");
    }
  }

  Answer answer() {
    int code = refused ? DeskExitCode.PROBLEM : waits ? DeskExitCode.UNKNOWN : DeskExitCode.DONE;
    return new Answer()
        .lines(lines)
        .fact("released", released)
        .fact("untried", untried)
        .fact("stopped", stopped)
        .fact("recovered", recovered)
        .fact("warnings", warnings)
        .exit(code);
  }
}
