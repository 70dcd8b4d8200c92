package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import org.foresign.command.Answer;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.UnusableRules.DeadEnd;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.officers.PolicyText;
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
      return facts(new Answer().lines(lines), shown).fact("lines", lines);
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
      OfficerPolicies.Accepted accepted = decision.shown().accepted();
      Answer answer =
          new Answer()
              .line("Policy " + accepted.policy().number() + " is " + accepted.hash())
              .line(
                  decision.shown().active()
                      ? "It is in force."
                      : waiting("It widens, so", accepted));
      decision
          .decided()
          .atOnce()
          .ifPresent(now ->
              answer
                  .line(
                      "What it narrows is in force at once, as policy "
                          + now.policy().number()
                          + ", "
                          + now.hash()
                          + ".")
                  .fact("narrowedNow", now.policy().number())
                  .fact("narrowedHash", now.hash().bytes().hex()));
      List<String> ends = decision.deadEnds().stream().map(DeadEnd::words).toList();
      ends.forEach(end -> answer.line("DEAD END: " + end));
      answer.fact("noWayOn", ends);
      return facts(answer, decision.shown()).with(SheetText.of(decision.line()));
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
      PolicyWork.Export export =
          new PolicyWork(sit()).export(carrier(out), desk, pending, officer());
      Answer answer = new Answer();
      export
          .parcels()
          .forEach(one ->
              answer.line(
                  "Wrote policy "
                      + export.shown().accepted().policy().number()
                      + " for "
                      + one.desk().name()
                      + ": "
                      + one.parcel()));
      export
          .waits()
          .ifPresent(newest ->
              answer
                  .line(
                      waiting("Policy " + newest.policy().number() + " is not in it:", newest)
                          + " --pending writes it anyway.")
                  .fact("waits", newest.policy().number()));
      return facts(answer, export.shown())
          .fact("parcels", export.parcels().stream().map(one -> one.parcel().tag()).toList());
    }
  }

  /** From when on a policy that widens is in force. */
  static String waiting(String who, OfficerPolicies.Accepted accepted) {
    String from = who + " it is in force from ceremony " + accepted.activeFrom() + " on";
    return accepted.notBefore() == 0
        ? from + "."
        : from + ", and not before " + PolicyWords.time(accepted.notBefore()) + ".";
  }

  private static Answer facts(Answer answer, PolicyWork.Shown shown) {
    OfficerPolicies.Accepted accepted = shown.accepted();
    return answer
        .fact("number", accepted.policy().number())
        .fact("hash", accepted.hash().bytes().hex())
        .fact("activeFrom", accepted.activeFrom())
        .fact("notBefore", accepted.notBefore())
        .fact("active", shown.active());
  }
}
