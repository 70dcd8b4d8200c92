package org.foresign.desk.cli;

import org.foresign.command.CommandTexts;
import picocli.CommandLine;

/** The tree of the desk's commands. */
public final class DeskCommands {
  private DeskCommands() {}

  /** The whole command line, ready to execute. */
  public static CommandLine commandLine(DeskTerminal terminal) {
    return typed(CommandTexts.describe(commands(terminal), DeskCommands.class));
  }

  /** Lets the words after these commands have the types of the model. */
  public static CommandLine typed(CommandLine commands) {
    return Inputs.typed(commands)
        // "@FILE" would be a second way of reading files, past the rules for named ones.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static CommandLine commands(DeskTerminal terminal) {
    return new CommandLine(new DeskCommand())
        .addSubcommand(new CreateDeskCommand(terminal))
        .addSubcommand(
            "pair",
            group()
                .addSubcommand(new PairCommand.Send(terminal))
                .addSubcommand(new PairCommand.Show(terminal))
                .addSubcommand(new PairCommand.Accept(terminal))
                .addSubcommand(new PairCommand.Vaults(terminal)))
        .addSubcommand(
            "account",
            group()
                .addSubcommand(new AccountCommand.Import(terminal))
                .addSubcommand(new AccountCommand.Accounts(terminal)))
        .addSubcommand("policy", group().addSubcommand(new AccountCommand.PolicyImport(terminal)))
        .addSubcommand(
            "endpoints",
            group()
                .addSubcommand(new EndpointsCommand.Set(terminal))
                .addSubcommand(new EndpointsCommand.Status(terminal)))
        .addSubcommand(PlanCommand.commandLine(terminal))
        .addSubcommand(
            "batch",
            group()
                .addSubcommand(new BatchCommand.Batches(terminal))
                .addSubcommand(new BatchCommand.Show(terminal))
                .addSubcommand(new BatchCommand.Approve(terminal))
                .addSubcommand(new BatchCommand.Export(terminal))
                .addSubcommand(new BatchCommand.Import(terminal))
                .addSubcommand(new BatchCommand.WriteReceipt(terminal))
                .addSubcommand(new BatchCommand.Drop(terminal)))
        .addSubcommand(
            "stick",
            group()
                .addSubcommand(new StickCommand.ListAll(terminal))
                .addSubcommand(new StickCommand.Clean(terminal)))
        .addSubcommand(new BatchCommand.ReviewFile(terminal))
        .addSubcommand(new LeavesCommand.Leaves(terminal))
        .addSubcommand(new LeavesCommand.Status(terminal))
        .addSubcommand(new ReleaseCommand(terminal))
        .addSubcommand(new FollowCommand(terminal))
        .addSubcommand(new BurnCommand(terminal))
        .addSubcommand(new CompletionCommand("foresign-desk"));
  }

  private static CommandLine group() {
    return new CommandLine(new DeskCommandGroup());
  }
}
