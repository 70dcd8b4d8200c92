package org.foresign.vault.cli;

import org.foresign.codec.Digest32;
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
    root.addSubcommand(
        "unlock",
        group("Checks the passphrase.").addSubcommand(new CeremonyCommands.UnlockCheck(services)));
    root.addSubcommand(
        "ceremony",
        group("Begins a ceremony, after a comparison with the paper sheet.")
            .addSubcommand(new CeremonyCommands.Begin(services)));
    root.addSubcommand(
        "clock",
        group("Vault time: compares the clock, confirms a step forward, sets it back.")
            .addSubcommand(new ClockCommands.Status(services))
            .addSubcommand(new ClockCommands.Accept(services))
            .addSubcommand(new ClockCommands.SetBack(services)));
    root.addSubcommand(
        "account",
        group("Makes, imports and lists accounts, and writes their cards.")
            .addSubcommand(new AccountCommands.New(services))
            .addSubcommand(new ImportCommand(services))
            .addSubcommand(new AccountCommands.ListAll(services))
            .addSubcommand(new AccountCommands.Card(services)));
    root.addSubcommand(
        "seed",
        group("Shows seed words, on this terminal only.")
            .addSubcommand(new AccountCommands.SeedShow(services)));
    root.addSubcommand(
        "pair",
        group("Shows this vault's card; accepts, lists and revokes those of desks and approvers.")
            .addSubcommand(new PairCommands.Show(services))
            .addSubcommand(new PairCommands.Accept(services))
            .addSubcommand(new PairCommands.ListAll(services))
            .addSubcommand(new PairCommands.Revoke(services)));
    root.addSubcommand("policy", policy(services));
    root.addSubcommand(
        "validators",
        group("The list of validators that are ours.")
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
        group("Lists the parcels on a stick, and removes those that are done.")
            .addSubcommand(new StickCommands.ListAll(services))
            .addSubcommand(new StickCommands.Clean(services)));
    root.addSubcommand(
        "batch",
        group("Closes a batch that was interrupted and can't be gone on with.")
            .addSubcommand(new CloseCommand(services)));
    root.addSubcommand(
        "journal",
        group("Shows, verifies and exports the journal.")
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
    return root;
  }

  private static CommandLine policy(VaultServices services) {
    return group("What the vault signs.")
        .addSubcommand(new PolicyCommands.Draft(services))
        .addSubcommand(new PolicyEdits.General(services))
        .addSubcommand(new PolicyEdits.Allow(services))
        .addSubcommand(new PolicyEdits.Limit(services))
        .addSubcommand(new PolicyEdits.Deny(services))
        .addSubcommand(
            "address",
            group("The recipients that may be paid.")
                .addSubcommand(new PolicyLists.AddressAdd(services))
                .addSubcommand(new PolicyLists.AddressRemove(services)))
        .addSubcommand(
            "token",
            group("Tokens with the symbol and decimals that the vault shows.")
                .addSubcommand(new PolicyLists.TokenAdd(services))
                .addSubcommand(new PolicyLists.TokenRemove(services)))
        .addSubcommand(
            "chain",
            group("Chains that are not built in.")
                .addSubcommand(new PolicyLists.ChainAdd(services))
                .addSubcommand(new PolicyLists.ChainRemove(services)))
        .addSubcommand(
            "approver",
            group("Desk approvers whose approval counts.")
                .addSubcommand(new PolicyLists.ApproverAdd(services))
                .addSubcommand(new PolicyLists.ApproverRemove(services)))
        .addSubcommand(new PolicyCommands.Show(services))
        .addSubcommand(new PolicyCommands.Diff(services))
        .addSubcommand(new PolicyCommands.Accept(services))
        .addSubcommand(new PolicyCommands.Export(services));
  }

  private static CommandLine group(String description) {
    CommandLine group = new CommandLine(new VaultCommandGroup());
    group.getCommandSpec().usageMessage().description(description);
    return group;
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
  @Command(
      name = "completion",
      description = "Prints the completion script for bash and zsh; see 'foresign completion'.",
      mixinStandardHelpOptions = true)
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
