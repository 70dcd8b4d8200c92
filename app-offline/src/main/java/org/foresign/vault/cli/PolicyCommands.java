package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import org.foresign.command.Answer;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.UnusableRules.DeadEnd;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.words.PolicyOutcomes;
import org.foresign.vault.work.PolicyWork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands about whole policies. */
final class PolicyCommands {
  private PolicyCommands() {}

  /** Begins a draft. */
  @Command(name = "draft")
  static final class Draft extends VaultAction {
    @Option(names = "--from-template")
    private boolean template;

    @Override
    Answer answer() throws ProblemException {
      Policy draft = new PolicyWork(sit()).draft(template);
      return new Answer().lines(new PolicyText(draft).lines()).fact("number", draft.number());
    }
  }

  /** Shows a policy. */
  @Command(name = "show")
  static final class Show extends VaultAction {
    @Option(names = "--draft")
    private boolean draft;

    @Option(names = "--number", paramLabel = "NUMBER")
    private @Nullable Long number;

    @Override
    Answer answer() throws ProblemException {
      PolicyWork work = new PolicyWork(sit());
      if (draft) {
        List<String> lines = new PolicyText(work.draft()).lines();
        return new Answer().lines(lines).fact("draft", true).fact("lines", lines);
      }
      PolicyWork.Shown shown = work.show(number);
      List<String> lines = new PolicyText(shown.accepted().policy()).lines();
      return new Answer().lines(lines).facts(PolicyOutcomes.facts(shown)).fact("lines", lines);
    }
  }

  /** Shows what the draft changes. */
  @Command(name = "diff")
  static final class Diff extends VaultAction {
    @Override
    Answer answer() throws ProblemException {
      PolicyWork.Difference diff = new PolicyWork(sit()).diff();
      return new Answer()
          .lines(diff.shown().lines())
          .fact("widens", diff.widens())
          .fact("changes", diff.shown().lines())
          .fact("noWayOn", diff.deadEnds().stream().map(DeadEnd::words).toList());
    }
  }

  /** Accepts the draft. */
  @Command(name = "accept")
  static final class Accept extends DecidingAction {
    @Override
    Answer decide() throws ProblemException {
      PolicyWork.Decision decision = new PolicyWork(sit()).accept(officer(), officer());
      return new Answer()
          .lines(PolicyOutcomes.lines(decision))
          .facts(PolicyOutcomes.facts(decision))
          .with(SheetText.of(decision.line()));
    }
  }

  /** Exports the signed policy for a desk. */
  @Command(name = "export")
  static final class Export extends VaultAction {
    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out = Path.of(".");

    @Option(names = "--desk", paramLabel = "CARD")
    private @Nullable String desk;

    @Option(names = "--pending")
    private boolean pending;

    @Override
    Answer answer() throws ProblemException {
      PolicyWork.Export export = new PolicyWork(sit()).export(out(out), desk, pending, officer());
      return new Answer().lines(PolicyOutcomes.lines(export)).facts(PolicyOutcomes.facts(export));
    }
  }
}
