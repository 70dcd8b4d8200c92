package org.foresign.vault.cli;

import org.foresign.codec.Digest32;
import org.foresign.command.CommandTexts;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.AmountText;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts the vault's commands together. */
public final class VaultCommands {
  private VaultCommands() {}

  /** The command line of the vault. */
  public static CommandLine commandLine(VaultServices services) {
    CommandLine root = new CommandLine(new VaultCommand());
    root.addSubcommand(new CreateVaultCommand(services));
    root.addSubcommand(new StatusCommand(services));
    root.addSubcommand("unlock", group().addSubcommand(new CeremonyCommands.UnlockCheck(services)));
    root.addSubcommand("ceremony", group().addSubcommand(new CeremonyCommands.Begin(services)));
    root.addSubcommand(
        "clock",
        group()
            .addSubcommand(new ClockCommands.Status(services))
            .addSubcommand(new ClockCommands.Accept(services))
            .addSubcommand(new ClockCommands.SetBack(services)));
    root.addSubcommand(
        "account",
        group()
            .addSubcommand(new AccountCommands.New(services))
            .addSubcommand(new ImportCommand(services))
            .addSubcommand(new AccountCommands.ListAll(services))
            .addSubcommand(new AccountCommands.Card(services)));
    root.addSubcommand("seed", group().addSubcommand(new AccountCommands.SeedShow(services)));
    root.addSubcommand(
        "pair",
        group()
            .addSubcommand(new PairCommands.Show(services))
            .addSubcommand(new PairCommands.Accept(services))
            .addSubcommand(new PairCommands.ListAll(services))
            .addSubcommand(new PairCommands.Revoke(services)));
    root.addSubcommand("policy", policy(services));
    root.addSubcommand(
        "validators",
        group()
            .addSubcommand(new ValidatorCommands.Enrol(services))
            .addSubcommand(new ValidatorCommands.Confirm(services))
            .addSubcommand(new ValidatorCommands.Show(services))
            .addSubcommand(new ValidatorCommands.Remove(services)));
    root.addSubcommand(new BatchCommands.Inspect(services));
    root.addSubcommand(new BatchCommands.Sign(services));
    root.addSubcommand(new BatchCommands.Reexport(services));
    root.addSubcommand(new BatchCommands.TakeReceipts(services));
    root.addSubcommand(new WriteOffCommand(services));
    root.addSubcommand(
        "stick",
        group()
            .addSubcommand(new StickCommands.ListAll(services))
            .addSubcommand(new StickCommands.Clean(services)));
    root.addSubcommand("batch", group().addSubcommand(new CloseCommand(services)));
    root.addSubcommand(
        "journal",
        group()
            .addSubcommand(new JournalCommands.Verify(services))
            .addSubcommand(new JournalCommands.Export(services))
            .addSubcommand(new JournalCommands.Show(services)));
    root.addSubcommand(new Completion());
    // "@FILE" would be a second way of reading files, past the rules for named ones.
    root.setExpandAtFiles(false);
    root.registerConverter(Address.class, VaultCommands::address);
    root.registerConverter(Digest32.class, VaultCommands::digest);
    root.registerConverter(int.class, VaultCommands::count);
    root.registerConverter(Integer.class, VaultCommands::count);
    root.registerConverter(long.class, VaultCommands::whole);
    root.registerConverter(Long.class, VaultCommands::whole);
    root.setParameterExceptionHandler(new VaultUsageErrors());
    root.setExecutionExceptionHandler(new VaultFault());
    return CommandTexts.describe(root, VaultCommands.class);
  }

  private static CommandLine policy(VaultServices services) {
    return group()
        .addSubcommand(new PolicyCommands.Draft(services))
        .addSubcommand(new PolicyEdits.General(services))
        .addSubcommand(new PolicyEdits.Allow(services))
        .addSubcommand(new PolicyEdits.Limit(services))
        .addSubcommand(new PolicyEdits.Deny(services))
        .addSubcommand(
            "address",
            group()
                .addSubcommand(new PolicyLists.AddressAdd(services))
                .addSubcommand(new PolicyLists.AddressRemove(services)))
        .addSubcommand(
            "token",
            group()
                .addSubcommand(new PolicyLists.TokenAdd(services))
                .addSubcommand(new PolicyLists.TokenRemove(services)))
        .addSubcommand(
            "chain",
            group()
                .addSubcommand(new PolicyLists.ChainAdd(services))
                .addSubcommand(new PolicyLists.ChainRemove(services)))
        .addSubcommand(
            "approver",
            group()
                .addSubcommand(new PolicyLists.ApproverAdd(services))
                .addSubcommand(new PolicyLists.ApproverRemove(services)))
        .addSubcommand(new PolicyCommands.Show(services))
        .addSubcommand(new PolicyCommands.Diff(services))
        .addSubcommand(new PolicyCommands.Accept(services))
        .addSubcommand(new PolicyCommands.Export(services));
  }

  private static CommandLine group() {
    return new CommandLine(new VaultCommandGroup());
  }

  private static Digest32 digest(String text) {
    try {
      return Digest32.parseHex(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException("a digest has 64 hexadecimal digits");
    }
  }

  private static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static int count(String text) {
    long number = whole(text);
    if (number != (int) number) {
      throw new CommandLine.TypeConversionException("too large a number: " + text);
    }
    return (int) number;
  }

  /** Not Java's own way, which takes a plus and the digits of every script. */
  private static long whole(String text) {
    try {
      return AmountText.readWhole(text);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** Prints the vault's part of what {@code foresign completion} prints. */
  @Command(name = "completion")
  static final class Completion implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine()
          .getOut()
          .println(AutoComplete.bash("foresign-vault", spec.root().commandLine()));
      spec.commandLine().getOut().flush();
    }
  }
}
