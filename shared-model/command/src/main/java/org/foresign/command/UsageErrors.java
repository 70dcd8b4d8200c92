package org.foresign.command;

import java.io.PrintWriter;
import java.util.List;
import org.foresign.model.text.ShownText;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in a sentence what is wrong with a command line, and where help is; with {@code --json} as
 * an object too. Nothing was tried.
 */
public final class UsageErrors implements IParameterExceptionHandler {
  /** Of a wrong command line, in both programs. */
  public static final int EXIT_CODE = 2;

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
      ProgramFault.object("command-line-wrong", happened, SAFE, next)
          .exit(EXIT_CODE)
          .print(command.getOut(), true);
    }
    return EXIT_CODE;
  }
}
