package org.foresign.desk.cli;

import picocli.CommandLine;

/** The tree of the desk's commands. */
public final class DeskCommands {
  private DeskCommands() {}

  /** The whole command line, ready to execute. */
  public static CommandLine commandLine(DeskTools tools) {
    return typed(commands(tools));
  }

  /** Lets the words after these commands have the types of the model. */
  public static CommandLine typed(CommandLine commands) {
    return Inputs.typed(commands)
        // "@FILE" would be a second way of reading files, past the rules for named ones.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static CommandLine commands(DeskTools tools) {
    return new CommandLine(new DeskCommand())
        .addSubcommand(new CreateDeskCommand(tools))
        .addSubcommand(
            "pair",
            group("Pairs this desk with a vault.")
                .addSubcommand(new PairCommand.Send(tools))
                .addSubcommand(new PairCommand.Show(tools))
                .addSubcommand(new PairCommand.Accept(tools))
                .addSubcommand(new PairCommand.Vaults(tools)))
        .addSubcommand(
            "account",
            group("Accounts of the paired vaults.")
                .addSubcommand(new AccountCommand.Import(tools))
                .addSubcommand(new AccountCommand.Accounts(tools)))
        .addSubcommand(
            "policy",
            group("Signed policies of the paired vaults.")
                .addSubcommand(new AccountCommand.PolicyImport(tools)))
        .addSubcommand(
            "endpoints",
            group("Where the desk asks about a chain.")
                .addSubcommand(new EndpointsCommand.Set(tools))
                .addSubcommand(new EndpointsCommand.Status(tools)))
        .addSubcommand(PlanCommand.commandLine(tools))
        .addSubcommand(
            "batch",
            group("Planned batches: look, approve, export, import the result, drop.")
                .addSubcommand(new BatchCommand.Batches(tools))
                .addSubcommand(new BatchCommand.Show(tools))
                .addSubcommand(new BatchCommand.Approve(tools))
                .addSubcommand(new BatchCommand.Export(tools))
                .addSubcommand(new BatchCommand.Import(tools))
                .addSubcommand(new BatchCommand.WriteReceipt(tools))
                .addSubcommand(new BatchCommand.Drop(tools)))
        .addSubcommand(
            "stick",
            group("Lists the parcels on a stick, and removes those that are done.")
                .addSubcommand(new StickCommand.ListAll(tools))
                .addSubcommand(new StickCommand.Clean(tools)))
        .addSubcommand(new BatchCommand.ReviewFile(tools))
        .addSubcommand(new LeavesCommand.Leaves(tools))
        .addSubcommand(new LeavesCommand.Status(tools))
        .addSubcommand(new ReleaseCommand(tools))
        .addSubcommand(new FollowCommand(tools))
        .addSubcommand(new BurnCommand(tools))
        .addSubcommand(new CompletionCommand("foresign-desk"));
  }

  private static CommandLine group(String description) {
    CommandLine group = new CommandLine(new DeskCommandGroup());
    group.getCommandSpec().usageMessage().description(description);
    return group;
  }
}
