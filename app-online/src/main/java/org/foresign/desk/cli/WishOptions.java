package org.foresign.desk.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.function.Function;
import org.foresign.desk.plan.Choice;
import org.foresign.desk.plan.PaymentsFile;
import org.foresign.desk.plan.Wish;
import org.foresign.model.eth.AmountText;
import org.foresign.model.eth.Gwei;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * The options that say what is to be planned. Their order on the command line counts: it is that of
 * the nonces, and {@code --or} joins the one before it with the one behind.
 */
final class WishOptions {
  private static final String OR = "--or";

  /** Bounds of the deposit contract and of a compounding validator (EIP-7251). */
  private static final Gwei LEAST_DEPOSIT = Gwei.ofEther(1);

  private static final Gwei MOST_STAKE = Gwei.ofEther(2048);

  private final List<List<Spoken>> choices = new ArrayList<>();
  private boolean or;

  /** A wish as it was said; files are read later, when the command runs. */
  @FunctionalInterface
  private interface Spoken {
    Wish wish() throws ProblemException;
  }

  /** Reads the text behind an option. */
  @FunctionalInterface
  private interface Reading {
    Spoken read(String text);
  }

  /** Adds the options to a command. */
  void addTo(CommandSpec command) {
    add(command, "--stake", "FILE", File.class, text -> () -> new Wish.Stake(Path.of(text)));
    add(
        command,
        "--pay",
        "FILE",
        File.class,
        text -> () -> new Wish.Pay(Inputs.file(Path.of(text), PaymentsFile.MAX_BYTES)));
    add(
        command,
        "--top-up",
        "KEY=ETH",
        String.class,
        text -> said(new Wish.TopUp(Inputs.validator(left(text)), deposit(right(text)))));
    add(
        command,
        "--exit",
        "KEY",
        String.class,
        text -> said(new Wish.Exit(Inputs.validator(text))));
    add(
        command,
        "--withdraw",
        "KEY=ETH",
        String.class,
        text -> said(new Wish.Withdraw(Inputs.validator(left(text)), part(right(text)))));
    add(
        command,
        "--consolidate",
        "KEY=KEY",
        String.class,
        text ->
            said(
                new Wish.Consolidate(Inputs.validator(left(text)), Inputs.validator(right(text)))));
    command.addOption(
        OptionSpec.builder(OR)
            .arity("0")
            .type(boolean.class)
            .parameterConsumer((args, option, spec) -> join(spec.commandLine()))
            .build());
  }

  private static Spoken said(Wish wish) {
    return () -> wish;
  }

  private void add(CommandSpec command, String name, String label, Class<?> type, Reading reading) {
    command.addOption(
        OptionSpec.builder(name)
            .arity("1")
            .paramLabel(label)
            .type(List.class)
            .auxiliaryTypes(type)
            .parameterConsumer((args, option, spec) -> take(name, args, spec, reading))
            .build());
  }

  private void take(String name, Stack<String> args, CommandSpec command, Reading reading) {
    String text = args.pop();
    if (command.optionsMap().containsKey(text)) {
      throw new ParameterException(command.commandLine(), name + " needs something after it");
    }
    Spoken said;
    try {
      said = reading.read(text);
    } catch (TypeConversionException e) {
      throw new ParameterException(command.commandLine(), name + ": " + e.getMessage(), e);
    }
    if (!or) {
      choices.add(new ArrayList<>());
    }
    choices.getLast().add(said);
    or = false;
  }

  private void join(CommandLine command) {
    if (or || choices.isEmpty()) {
      throw new ParameterException(command, OR + " stands between two operations");
    }
    or = true;
  }

  /**
   * What was said, in order.
   *
   * @throws ProblemException if a file can't be read
   */
  List<Choice> choices(Function<String, ParameterException> wrong) throws ProblemException {
    if (or) {
      throw wrong.apply(OR + " stands between two operations");
    }
    List<Choice> read = new ArrayList<>();
    for (List<Spoken> wishes : choices) {
      List<Wish> joined = new ArrayList<>();
      for (Spoken said : wishes) {
        joined.add(said.wish());
      }
      read.add(new Choice(joined));
    }
    return read;
  }

  private static String left(String wish) {
    return wish.substring(0, equalsSign(wish));
  }

  private static String right(String wish) {
    return wish.substring(equalsSign(wish) + 1);
  }

  private static int equalsSign(String wish) {
    int at = wish.indexOf('=');
    if (at < 1) {
      throw new TypeConversionException("write it as KEY=VALUE: " + wish);
    }
    return at;
  }

  private static Gwei part(String ether) {
    Gwei amount = stake(ether);
    if (amount.value() == 0) {
      throw new TypeConversionException("a withdrawal of nothing would be an exit");
    }
    return amount;
  }

  private static Gwei deposit(String ether) {
    Gwei amount = stake(ether);
    if (amount.compareTo(LEAST_DEPOSIT) < 0) {
      throw new TypeConversionException("a deposit is 1 ETH or more: " + ether);
    }
    return amount;
  }

  /** Decimal ETH that is a whole number of gwei. */
  private static Gwei stake(String ether) {
    try {
      return AmountText.readStake(ether, MOST_STAKE, "a validator can hold (2048 ETH)");
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
