package org.foresign.vault.cli;

import org.foresign.command.CommandGroup;
import org.foresign.command.Completion;
import org.foresign.command.Program;
import org.foresign.command.ProgramFault;
import picocli.CommandLine;

/** Puts the vault's commands together. */
public final class VaultCommands {
  private VaultCommands() {}

  /** What becomes of a fault of the program. */
  public static ProgramFault fault() {
    return new ProgramFault(VaultExitCode.BUG);
  }

  /** The command line of the vault. */
  public static CommandLine commandLine(VaultServices services) {
    CommandLine root =
        CommandGroup.of(
            "foresign vault",
            new CreateVaultCommand(),
            new StatusCommand(),
            CommandGroup.of("unlock", new CeremonyCommands.UnlockCheck()),
            CommandGroup.of("ceremony", new CeremonyCommands.Begin()),
            CommandGroup.of(
                "clock",
                new ClockCommands.Status(),
                new ClockCommands.Accept(),
                new ClockCommands.SetBack()),
            CommandGroup.of(
                "account",
                new AccountCommands.New(),
                new ImportCommand(),
                new AccountCommands.ListAll(),
                new AccountCommands.Card()),
            CommandGroup.of("seed", new AccountCommands.SeedShow()),
            CommandGroup.of(
                "pair",
                new PairCommands.Show(),
                new PairCommands.Accept(),
                new PairCommands.ListAll(),
                new PairCommands.Revoke()),
            policy(),
            CommandGroup.of(
                "validators",
                new ValidatorCommands.Enrol(),
                new ValidatorCommands.Confirm(),
                new ValidatorCommands.Show(),
                new ValidatorCommands.Remove()),
            new BatchCommands.Inspect(),
            new BatchCommands.Sign(),
            new BatchCommands.Reexport(),
            new BatchCommands.TakeReceipts(),
            new WriteOffCommand(),
            CommandGroup.of("stick", new StickCommands.ListAll(), new StickCommands.Clean()),
            CommandGroup.of("batch", new CloseCommand()),
            CommandGroup.of(
                "journal",
                new JournalCommands.Verify(),
                new JournalCommands.Export(),
                new JournalCommands.Show()),
            CommandGroup.of("lock", new LockCommand(() -> services.locks().get())),
            new Completion("foresign-vault"));
    Program.each(root, VaultAction.class, action -> action.use(services));
    return Program.of(root, VaultCommands.class, fault());
  }

  private static CommandLine policy() {
    return CommandGroup.of(
        "policy",
        new PolicyCommands.Draft(),
        new PolicyEdits.General(),
        new PolicyEdits.Allow(),
        new PolicyEdits.Limit(),
        new PolicyEdits.Deny(),
        CommandGroup.of("address", new PolicyLists.AddressAdd(), new PolicyLists.AddressRemove()),
        CommandGroup.of("token", new PolicyLists.TokenAdd(), new PolicyLists.TokenRemove()),
        CommandGroup.of("chain", new PolicyLists.ChainAdd(), new PolicyLists.ChainRemove()),
        CommandGroup.of(
            "approver", new PolicyLists.ApproverAdd(), new PolicyLists.ApproverRemove()),
        new PolicyCommands.Show(),
        new PolicyCommands.Diff(),
        new PolicyCommands.Accept(),
        new PolicyCommands.Export());
  }
}
