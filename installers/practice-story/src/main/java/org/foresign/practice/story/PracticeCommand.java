package org.foresign.practice.story;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.foresign.desk.cli.DeskTerminal;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The whole main job on an embedded chain, told as a story. */
@Command(name = "foresign practice")
final class PracticeCommand implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int PROBLEM = 1;
  private static final int MOST_NONCES = 1_000;
  private static final int MOST_TIERS = 8;

  @Option(names = "--headless")
  private boolean headless;

  @Option(names = "--json")
  private boolean json;

  @Option(names = "--nonces", paramLabel = "COUNT", defaultValue = "20")
  private int nonces;

  @Option(names = "--tiers", paramLabel = "COUNT", defaultValue = "3")
  private int tiers;

  @Option(names = "--network", paramLabel = "NETWORK", defaultValue = "practice")
  private String network;

  @Option(names = "--deposit-data", paramLabel = "FILE")
  private @Nullable Path depositData;

  @Option(names = "--account-mnemonic-file", paramLabel = "FILE")
  private @Nullable Path mnemonicFile;

  @Option(names = "--account-index", paramLabel = "NUMBER", defaultValue = "0")
  private int accountIndex;

  @Option(names = "--keep", paramLabel = "DIR")
  private @Nullable Path keep;

  @Spec private CommandSpec spec;

  private final DeskTerminal terminal;

  PracticeCommand(DeskTerminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    StoryOptions options = options();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    StoryPrinter printer =
        new StoryPrinter(json ? err : out, !headless && !json && terminal.onTerminal());
    StoryReport report = new StoryReport(options.network());
    boolean known = false;
    try {
      tell(options, printer, report);
      known = true;
    } finally {
      if (!known) {
        report.fail(Problem.of(StoryProblem.STORY_BROKE_OFF));
      }
      if (json) {
        out.println(report.json(PeakMemory.megabytes()));
        out.flush();
      }
    }
    return report.ok() ? DONE : PROBLEM;
  }

  private void tell(StoryOptions options, StoryPrinter printer, StoryReport report) {
    try {
      new PracticeStory(options, terminal.tools(), printer, report).tell();
    } catch (ProblemException e) {
      Problem problem = e.problem();
      report.fail(problem);
      printer.headline("");
      printer.headline("It stopped: " + problem.happened());
      printer.headline(problem.code().safe());
      printer.headline(problem.code().next());
      printer.headline("(" + problem.code().id() + ")");
    }
  }

  private StoryOptions options() {
    Network chosen =
        Networks.byName(network)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(), "no pinned network is called '" + network + "'"));
    within("--nonces", nonces, StoryMix.LEAST_NONCES, MOST_NONCES);
    within("--tiers", tiers, 1, MOST_TIERS);
    within("--account-index", accountIndex, 0, Integer.MAX_VALUE);
    return new StoryOptions(chosen, nonces, tiers, depositData, mnemonicFile, accountIndex, keep);
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), option + " lies between " + least + " and " + most);
    }
  }
}
