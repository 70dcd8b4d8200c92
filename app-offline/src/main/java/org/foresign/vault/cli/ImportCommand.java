package org.foresign.vault.cli;

import java.nio.file.Path;
import org.foresign.command.Answer;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.local.DerivationPath;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.AccountImport;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports seed words with one account. */
@Command(name = "import")
final class ImportCommand extends VaultAction {
  static final class TwentyFifth {
    @Option(names = "--bip39-passphrase-file", paramLabel = "FILE")
    @Nullable Path file;

    @Option(names = "--no-bip39-passphrase")
    boolean none;
  }

  @ArgGroup private AccountCommands.Place place = new AccountCommands.Place();
  @ArgGroup private TwentyFifth twentyFifth = new TwentyFifth();

  @Option(names = "--mnemonic-file", paramLabel = "FILE")
  private @Nullable Path mnemonicFile;

  @Option(names = "--expect", paramLabel = "ADDRESS")
  private @Nullable Address expected;

  @Override
  Answer answer() throws ProblemException {
    DerivationPath path = place.named() ? place.path() : null;
    Sitting sitting = sit();
    requirePracticeForFiles(sitting.facts().practice());
    TerminalSeeds seeds = new TerminalSeeds(prompt(), mnemonicFile, twentyFifth.file);
    boolean mayHave = twentyFifth.file != null || (!twentyFifth.none && mnemonicFile == null);
    AccountImport.Order order =
        new AccountImport.Order(path, expected, options.yes || mnemonicFile != null, mayHave);
    AccountImport.Imported imported = new AccountImport(sitting, seeds).run(order, officer());
    return AccountCommands.one(imported.account())
        .fact("bip39Passphrase", imported.twentyFifth())
        .line(sentence(imported.twentyFifth()));
  }

  private void requirePracticeForFiles(boolean practice) throws ProblemException {
    if (!practice && (mnemonicFile != null || twentyFifth.file != null)) {
      throw Problem.of(
              VaultProblem.VAULT_PRACTICE_ONLY,
              mnemonicFile != null ? "--mnemonic-file" : "--bip39-passphrase-file")
          .asException();
    }
  }

  static String sentence(boolean passphrase) {
    return passphrase
        ? "These words were used with a 25th word (BIP-39 passphrase), which the vault does not keep:"
            + " keep it on paper beside them."
        : "These words have no 25th word (BIP-39 passphrase).";
  }
}
