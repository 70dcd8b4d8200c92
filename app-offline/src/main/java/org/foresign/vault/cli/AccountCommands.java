package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.model.card.Provenance;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.slot.SlotPurpose;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.KeyGeneration;
import org.foresign.signer.local.Mnemonic;
import org.foresign.signer.local.PathScheme;
import org.foresign.signer.local.Throws;
import org.foresign.store.Sealer;
import org.foresign.terminal.TerminalProblem;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.keys.AccountProblem;
import org.foresign.vault.keys.Accounts;
import org.foresign.vault.officers.PolicyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about accounts and their seeds. */
final class AccountCommands {
  private static final int SEED_BITS = 256;

  private AccountCommands() {}

  /** Where an account's key lies below its seed. */
  static final class Place {
    @Option(
        names = "--path",
        paramLabel = "PATH",
        description =
            "Derivation path of an Ethereum wallet, m/44'/60'/A'/0/N or m/44'/60'/0'/N;"
                + " m/44'/60'/0'/0/0 by default.")
    @Nullable String path;

    @Option(
        names = "--index",
        paramLabel = "NUMBER",
        description = "Number in m/44'/60'/0'/0/INDEX.")
    @Nullable Integer index;

    /** Whether somebody said where. */
    boolean named() {
      return path != null || index != null;
    }

    DerivationPath path() throws ProblemException {
      String text = path;
      Integer number = index;
      if (text != null) {
        return PathScheme.parse(text);
      }
      if (number != null && number < 0) {
        return DerivationPath.parse("m/" + number);
      }
      return DerivationPath.standard(number == null ? 0 : number);
    }
  }

  /** Makes an account. */
  @Command(
      name = "new",
      description =
          "Makes an account; the first one makes the vault's seed of 24 words. Without a place it is"
              + " the next free index of that seed.",
      mixinStandardHelpOptions = true)
  static final class New extends VaultAction {
    static final class Source {
      @Option(names = "--dice", description = "Mix the seed with throws of dice, typed here.")
      boolean dice;

      @Option(names = "--coins", description = "Mix the seed with throws of a coin, typed here.")
      boolean coins;

      @Option(
          names = "--os-entropy-only",
          description = "Use this system's random bytes alone; the default for practice.")
      boolean system;
    }

    @ArgGroup private Place place = new Place();
    @ArgGroup private Source source = new Source();

    New(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      DerivationPath path = place.path();
      try (Session session = Session.open(services, options)) {
        Session.Unlocked unlocked = session.unlock(SlotPurpose.SIGN);
        Accounts accounts = unlocked.accounts();
        Optional<Long> seed = accounts.generatedSeed();
        try (Sealer sealer = unlocked.signSealer()) {
          if (seed.isPresent() && place.named()) {
            return one(accounts.derive(seed.get(), path, sealer));
          }
          if (seed.isPresent()) {
            int free = Accounts.nextFreeIndex(session.home(), seed.get());
            return one(accounts.derive(seed.get(), DerivationPath.standard(free), sealer))
                .line("No --index was given: " + free + " is the next free one of this seed.")
                .fact("nextFreeIndex", free);
          }
          try (HeldSeed made = HeldSeed.of(generate(session), services.access())) {
            return one(accounts.addSeed(made, Provenance.GENERATED, path, sealer));
          }
        }
      }
    }

    private Mnemonic generate(Session session) throws ProblemException {
      KeyGeneration generation = new KeyGeneration(services.random(), services.access());
      boolean throwsAsked =
          source.dice || source.coins || (!source.system && !session.facts().practice());
      if (!throwsAsked) {
        return generation.generate(SEED_BITS);
      }
      Throws.Kind kind = source.coins ? Throws.Kind.COIN : Throws.Kind.DICE;
      char[] typed = ThrowsDialogue.read(services.prompt(), kind, kind.throwsFor(SEED_BITS));
      try (Throws thrown = Throws.parse(kind, typed, SEED_BITS)) {
        return generation.generate(thrown);
      }
    }
  }

  /** Lists accounts. */
  @Command(
      name = "list",
      description = "Lists the accounts of the vault.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends VaultAction {
    ListAll(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Answer answer = new Answer();
        List<Object> all = new ArrayList<>();
        for (Accounts.Row row : Accounts.list(session.home())) {
          answer.line(
              row.address()
                  + "  "
                  + row.path()
                  + "  seed "
                  + row.seed()
                  + ", "
                  + PolicyText.lower(row.provenance()));
          all.add(facts(row));
        }
        if (all.isEmpty()) {
          answer.line("This vault has no account yet.");
        }
        return answer.fact("accounts", all);
      }
    }
  }

  /** Exports account cards. */
  @Command(
      name = "card",
      description = "Writes the card of an account, or of all, for the desk.",
      mixinStandardHelpOptions = true)
  static final class Card extends VaultAction {
    @Parameters(arity = "0..1", paramLabel = "ADDRESS", description = "One account.")
    private @Nullable Address address;

    @Option(names = "--all", description = "Every account.")
    private boolean all;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
    private Path out = Path.of(".");

    Card(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        FolderCarrier carrier = new FolderCarrier(out);
        Answer answer = new Answer();
        List<Object> written = new ArrayList<>();
        for (Accounts.Row row : Accounts.list(session.home())) {
          if (all || row.address().equals(address)) {
            Parcel parcel = Parcel.of(ParcelKind.ACCOUNT_CARD, row.card().bytes());
            answer.line("Wrote " + carrier.send(parcel) + " of " + row.address());
            written.add(facts(row));
          }
        }
        if (written.isEmpty()) {
          throw Problem.of(AccountProblem.ACCOUNT_UNKNOWN).asException();
        }
        return answer.fact("cards", written);
      }
    }
  }

  /** Shows seed words on the terminal. */
  @Command(
      name = "show",
      description = "Shows the words of a seed on this terminal, to be written down.",
      mixinStandardHelpOptions = true)
  static final class SeedShow extends VaultAction {
    @Option(
        names = "--seed",
        paramLabel = "NUMBER",
        description = "Number of the seed; 1 by default.")
    private long seed = 1;

    SeedShow(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        if (options.json || !services.prompt().isInteractive()) {
          throw Problem.of(TerminalProblem.TERMINAL_NEEDED).asException();
        }
        Session.Unlocked unlocked = session.unlock(SlotPurpose.SIGN);
        session.confirm(
            List.of("The words give everybody who reads them every account of this seed."),
            "Are you alone, and is no camera in sight?");
        try (Sealer sealer = unlocked.signSealer();
            HeldSeed held = unlocked.accounts().showSeed(seed, sealer)) {
          boolean shown =
              held.words()
                  .usePhrase(phrase -> {
                    services.prompt().showSecret("Seed " + seed + ":", phrase);
                    return true;
                  });
          Answer answer = new Answer().line(shown ? "Shown once; the journal says so." : "");
          return held.hasPassphrase()
              ? answer.line(
                  "Its accounts need a 25th word beside these words. The vault does not keep it:"
                      + " without it on paper the words open other accounts.")
              : answer;
        }
      }
    }
  }

  static Answer one(Accounts.Row row) {
    return new Answer()
        .line("account: " + row.address())
        .line("path:    " + row.path())
        .facts(facts(row));
  }

  private static Map<String, Object> facts(Accounts.Row row) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("address", row.address().toString());
    facts.put("path", row.path());
    facts.put("seed", row.seed());
    facts.put("provenance", PolicyText.lower(row.provenance()));
    facts.put("card", row.card().digest().bytes().hex());
    return facts;
  }
}
