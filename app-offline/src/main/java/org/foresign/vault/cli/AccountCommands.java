package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import org.foresign.command.Answer;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.PathScheme;
import org.foresign.terminal.TerminalProblem;
import org.foresign.vault.keys.AccountProblem;
import org.foresign.vault.keys.SigningAccounts;
import org.foresign.vault.words.AccountWords;
import org.foresign.vault.work.AccountWork;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about accounts and their seeds. */
final class AccountCommands {
  private AccountCommands() {}

  /** Where an account's key lies below its seed. */
  static final class Place {
    @Option(names = "--path", paramLabel = "PATH")
    @Nullable String path;

    @Option(names = "--index", paramLabel = "NUMBER")
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
  @Command(name = "new")
  static final class New extends VaultAction {
    static final class Source {
      @Option(names = "--dice")
      boolean dice;

      @Option(names = "--coins")
      boolean coins;

      @Option(names = "--os-entropy-only")
      boolean system;
    }

    @ArgGroup private Place place = new Place();
    @ArgGroup private Source source = new Source();

    @Override
    Answer answer() throws ProblemException {
      DerivationPath path = place.named() ? place.path() : null;
      AccountWork.Made made =
          new AccountWork(sit())
              .make(path, source(), officer(), new TerminalSeeds(prompt(), null, null));
      Answer answer = one(made.account());
      made.nextFree()
          .ifPresent(free ->
              answer
                  .line("No --index was given: " + free + " is the next free one of this seed.")
                  .fact("nextFreeIndex", free));
      return answer;
    }

    private AccountWork.Source source() {
      if (source.dice) {
        return AccountWork.Source.DICE;
      }
      if (source.coins) {
        return AccountWork.Source.COINS;
      }
      return source.system ? AccountWork.Source.SYSTEM : AccountWork.Source.USUAL;
    }
  }

  /** Lists accounts. */
  @Command(name = "list")
  static final class ListAll extends VaultAction {
    @Override
    Answer answer() throws ProblemException {
      List<SigningAccounts.Row> all = new AccountWork(sit()).list();
      Answer answer = new Answer();
      all.forEach(row -> answer.line(AccountWords.line(row)));
      return (all.isEmpty() ? answer.line("This vault has no account yet.") : answer)
          .fact("accounts", all.stream().map(AccountWords::facts).toList());
    }
  }

  /** Exports account cards. */
  @Command(name = "card")
  static final class Card extends VaultAction {
    @Parameters(arity = "0..1", paramLabel = "ADDRESS")
    private @Nullable Address address;

    @Option(names = "--all")
    private boolean all;

    @Option(names = "--out", required = true, paramLabel = "DIR")
    private Path out = Path.of(".");

    @Override
    Answer answer() throws ProblemException {
      Sitting sitting = sit();
      if (!all && address == null) {
        throw Problem.of(AccountProblem.ACCOUNT_UNKNOWN).asException();
      }
      List<AccountWork.Card> cards = new AccountWork(sitting).cards(all ? null : address, out(out));
      Answer answer = new Answer();
      cards.forEach(
          card -> answer.line("Wrote " + card.sent().parcel() + " of " + card.account().address()));
      return answer.fact(
          "cards", cards.stream().map(card -> AccountWords.facts(card.account())).toList());
    }
  }

  /** Shows seed words on the terminal. */
  @Command(name = "show")
  static final class SeedShow extends VaultAction {
    @Option(names = "--seed", paramLabel = "NUMBER")
    private long seed = 1;

    @Override
    Answer answer() throws ProblemException {
      Sitting sitting = sit();
      if (json() || !prompt().isInteractive()) {
        throw Problem.of(TerminalProblem.TERMINAL_NEEDED).asException();
      }
      boolean twentyFifth =
          new AccountWork(sitting)
              .showSeed(
                  seed,
                  officer(),
                  officer(),
                  words -> prompt().showSecret("Seed " + seed + ":", words));
      Answer answer = new Answer().line("Shown once; the journal says so.");
      return twentyFifth
          ? answer.line(
              "Its accounts need a 25th word beside these words. The vault does not keep it:"
                  + " without it on paper the words open other accounts.")
          : answer;
    }
  }

  static Answer one(SigningAccounts.Row row) {
    return new Answer()
        .line("account: " + row.address())
        .line("path:    " + row.place().reference())
        .facts(AccountWords.facts(row));
  }
}
