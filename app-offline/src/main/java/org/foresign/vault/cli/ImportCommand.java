package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.foresign.files.SecretFile;
import org.foresign.model.card.Provenance;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.secret.Passphrase;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.KeyProblem;
import org.foresign.signer.local.Mnemonic;
import org.foresign.store.Sealer;
import org.foresign.terminal.TerminalProblem;
import org.foresign.vault.keys.ImportChoice;
import org.foresign.vault.settings.VaultProblem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Imports seed words with one account. */
@Command(
    name = "import",
    description =
        "Imports seed words of BIP-39, with their 25th word if they have one; the account counts as"
            + " imported for ever. Nothing is kept before its address was compared.",
    mixinStandardHelpOptions = true)
final class ImportCommand extends VaultAction {
  private static final int TRIES = 3;

  static final class TwentyFifth {
    @Option(
        names = "--bip39-passphrase-file",
        paramLabel = "FILE",
        description =
            "Read the 25th word (BIP-39 passphrase) from the first line; practice vaults only.")
    @Nullable Path file;

    @Option(
        names = "--no-bip39-passphrase",
        description = "These words have no 25th word (BIP-39 passphrase): do not ask for it.")
    boolean none;
  }

  @ArgGroup private AccountCommands.Place place = new AccountCommands.Place();
  @ArgGroup private TwentyFifth twentyFifth = new TwentyFifth();

  @Option(
      names = "--mnemonic-file",
      paramLabel = "FILE",
      description = "Read the words from a file; practice vaults only.")
  private @Nullable Path mnemonicFile;

  @Option(
      names = "--expect",
      paramLabel = "ADDRESS",
      description =
          "The account that must come out, or nothing is kept. Without a path or index it is looked"
              + " for among the first 20 of the usual ways of counting.")
  private @Nullable Address expected;

  ImportCommand(VaultServices services) {
    super(services);
  }

  @Override
  Answer run() throws ProblemException {
    Optional<DerivationPath> named =
        place.named() ? Optional.of(place.path()) : Optional.<DerivationPath>empty();
    try (Session session = Session.open(services, options)) {
      requirePracticeForFiles(session.facts().practice());
      Session.Unlocked unlocked = session.unlock(SlotPurpose.SIGN);
      try (HeldSeed seed = seed();
          Sealer sealer = unlocked.signSealer()) {
        DerivationPath path = choose(seed, named);
        Answer answer =
            AccountCommands.one(
                unlocked.accounts().addSeed(seed, Provenance.IMPORTED, path, sealer));
        boolean passphrase = seed.hasPassphrase();
        answer.fact("bip39Passphrase", passphrase).line(sentence(passphrase));
        return answer;
      }
    }
  }

  private void requirePracticeForFiles(boolean practice) throws ProblemException {
    if (!practice && (mnemonicFile != null || twentyFifth.file != null)) {
      throw Problem.of(
              VaultProblem.VAULT_PRACTICE_ONLY,
              mnemonicFile != null ? "--mnemonic-file" : "--bip39-passphrase-file")
          .asException();
    }
  }

  private HeldSeed seed() throws ProblemException {
    Mnemonic words = mnemonicFile == null ? askWords() : wordsOf(mnemonicFile);
    boolean held = false;
    try (Passphrase passphrase = passphrase()) {
      HeldSeed seed = HeldSeed.of(words, passphrase, services.access());
      held = true;
      return seed;
    } finally {
      if (!held) {
        words.close();
      }
    }
  }

  /** A slip in one of 24 words that do not show is common: it is asked again, and says where. */
  private Mnemonic askWords() throws ProblemException {
    for (int attempt = 1; ; attempt++) {
      List<String> near = new ArrayList<>();
      char[] typed = services.prompt().secret("Seed words");
      try {
        return Mnemonic.parse(
            typed, (word, list) -> near.add(nearLine(word, list)), services.access());
      } catch (ProblemException e) {
        if (attempt == TRIES) {
          throw e;
        }
        List<String> shown = new ArrayList<>(List.of(e.problem().happened()));
        shown.addAll(near);
        shown.add("Nothing was kept. Type all words again.");
        services.prompt().show(shown);
      } finally {
        Arrays.fill(typed, '\0');
      }
    }
  }

  private Mnemonic wordsOf(Path file) throws ProblemException {
    List<String> near = new ArrayList<>();
    char[] words = SecretFile.text(file);
    try {
      return Mnemonic.parse(
          words, (word, list) -> near.add(nearLine(word, list)), services.access());
    } catch (ProblemException e) {
      // Only practice vaults read files: these words are no secret, so they may stand in a problem.
      throw e.problem().code() == KeyProblem.KEY_WORD_UNKNOWN
          ? new ProblemException(new Problem(KeyProblem.KEY_WORD_UNKNOWN, near))
          : e;
    } finally {
      Arrays.fill(words, '\0');
    }
  }

  private static String nearLine(int word, List<String> near) {
    return "word " + word + (near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near));
  }

  /** The 25th word; empty when there is none. */
  private Passphrase passphrase() throws ProblemException {
    Path file = twentyFifth.file;
    if (file != null) {
      return SecretFile.firstLineAsTyped(file);
    }
    if (twentyFifth.none || mnemonicFile != null) {
      return Passphrase.takeAsTyped(new char[0]);
    }
    services
        .prompt()
        .show(
            List.of(
                "Some wallets put a passphrase of your own beside the words, the 25th word. With it"
                    + " the same words open other accounts."));
    for (int attempt = 1; ; attempt++) {
      try {
        return askTwice();
      } catch (ProblemException e) {
        if (attempt == TRIES || e.problem().code() != TerminalProblem.PASSPHRASES_DIFFER) {
          throw e;
        }
        services.prompt().show(List.of(e.problem().happened(), e.problem().code().next()));
      }
    }
  }

  private Passphrase askTwice() throws ProblemException {
    Passphrase first =
        Passphrase.takeAsTyped(
            services.prompt().secret("25th word; press enter alone if these words have none"));
    boolean fine = first.isEmpty();
    try {
      if (!fine) {
        try (Passphrase second =
            Passphrase.takeAsTyped(services.prompt().secret("The 25th word again"))) {
          fine = first.equalsSecret(second);
        }
      }
      if (!fine) {
        throw Problem.of(TerminalProblem.PASSPHRASES_DIFFER).asException();
      }
      return first;
    } finally {
      if (!fine) {
        first.close();
      }
    }
  }

  private DerivationPath choose(HeldSeed seed, Optional<DerivationPath> named)
      throws ProblemException {
    ImportChoice choice = new ImportChoice(services.curve().get(), services.access());
    Address wanted = expected;
    if (wanted != null) {
      return choice.expected(seed, wanted, named);
    }
    if (options.yes || mnemonicFile != null) {
      return named.orElse(DerivationPath.standard(0));
    }
    List<AccountSearch.Found> offered = choice.offered(seed, named);
    List<String> lines = new ArrayList<>();
    lines.add(sentence(seed.hasPassphrase()) + " They lead to:");
    for (AccountSearch.Found found : offered) {
      lines.add("  " + found.address() + "  " + found.path());
    }
    lines.add(
        "Compare with the old wallet, or with a place where the address is written down. If yours is"
            + " not here, press enter alone: nothing is kept.");
    services.prompt().show(lines);
    return ImportChoice.chosen(
        offered, services.prompt().line("Last four signs of your account's address"));
  }

  private static String sentence(boolean passphrase) {
    return passphrase
        ? "These words were used with a 25th word (BIP-39 passphrase), which the vault does not keep:"
            + " keep it on paper beside them."
        : "These words have no 25th word (BIP-39 passphrase).";
  }
}
