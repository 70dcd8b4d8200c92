package org.foresign.desk.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.foresign.model.text.ShownText;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in a sentence what is wrong with a command line, and where help is; with {@code --json} as
 * an object too. Nothing was tried.
 */
public final class DeskUsageErrors implements IParameterExceptionHandler {
  private static final String CODE = "command-line-wrong";
  private static final String SAFE = "Nothing was tried.";

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String happened = ShownText.line(String.valueOf(wrong.getMessage()));
    String next = "See `" + command.getCommandSpec().qualifiedName() + " --help`.";
    PrintWriter err = command.getErr();
    err.println(happened);
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println(SAFE + " " + next);
    err.flush();
    if (List.of(args).contains("--json")) {
      Map<String, Object> problem =
          Map.of(
              "code", CODE,
              "happened", happened,
              "safe", SAFE,
              "next", next,
              "details", List.of());
      new Answer(List.of(), Map.of("ok", false, "problem", problem), DeskExitCode.USAGE)
          .print(command.getOut(), true);
    }
    return DeskExitCode.USAGE;
  }
}
