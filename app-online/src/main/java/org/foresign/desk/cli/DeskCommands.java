package org.foresign.desk.cli;

import org.foresign.command.CommandGroup;
import org.foresign.command.Completion;
import org.foresign.command.Program;
import org.foresign.command.ProgramFault;
import picocli.CommandLine;

/** The tree of the desk's commands. */
public final class DeskCommands {
  private DeskCommands() {}

  /** What becomes of a fault of the program. */
  public static ProgramFault fault() {
    return new ProgramFault(DeskExitCode.FAULT);
  }

  /** The whole command line, ready to execute. */
  public static CommandLine commandLine(DeskTerminal terminal) {
    CommandLine root =
        CommandGroup.of(
            "foresign desk",
            new CreateDeskCommand(),
            CommandGroup.of(
                "pair",
                new PairCommand.Send(),
                new PairCommand.Show(),
                new PairCommand.Accept(),
                new PairCommand.Vaults()),
            CommandGroup.of("account", new AccountCommand.Import(), new AccountCommand.Accounts()),
            CommandGroup.of("policy", new AccountCommand.PolicyImport()),
            CommandGroup.of("endpoints", new EndpointsCommand.Set(), new EndpointsCommand.Status()),
            PlanCommand.commandLine(),
            CommandGroup.of(
                "batch",
                new BatchCommand.Batches(),
                new BatchCommand.Show(),
                new BatchCommand.Approve(),
                new BatchCommand.Export(),
                new BatchCommand.Import(),
                new BatchCommand.WriteReceipt(),
                new BatchCommand.Drop()),
            CommandGroup.of("stick", new StickCommand.ListAll(), new StickCommand.Clean()),
            new BatchCommand.ReviewFile(),
            new LeavesCommand.Leaves(),
            new LeavesCommand.Status(),
            new ReleaseCommand(),
            new FollowCommand(),
            new BurnCommand(),
            new Completion("foresign-desk"));
    Program.each(root, DeskAction.class, action -> action.use(terminal));
    return Program.of(root, DeskCommands.class, fault()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
