package org.foresign.desk.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a command waits between two looks at the chain. */
final class PauseOptions {
  private static final long MOST_SECONDS = 3600;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Duration time = Duration.ofSeconds(12);

  /** Endpoints are not to be hammered, and a chain is not to be forgotten. */
  @Option(names = "--every", paramLabel = "SECONDS", defaultValue = "12")
  void every(long seconds) {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(), "--every lies between 1 and " + MOST_SECONDS + " seconds");
    }
    time = Duration.ofSeconds(seconds);
  }

  Duration time() {
    return time;
  }
}
