package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.foresign.model.card.Provenance;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.secret.Passphrase;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.Mnemonic;
import org.foresign.store.Sealer;
import org.foresign.terminal.TerminalProblem;
import org.foresign.vault.keys.ImportChoice;
import org.foresign.vault.keys.SigningAccounts;
import org.jspecify.annotations.Nullable;

/**
 * Imports seed words with one account. Nothing is kept before its address was compared: wrong words
 * with a right checksum lead to accounts that look like any other.
 */
public final class AccountImport {
  /** An imported account, and whether its words were used with a 25th word. */
  public record Imported(SigningAccounts.Row account, boolean twentyFifth) {}

  /**
   * What is asked for.
   *
   * @param place below the seed, or null if nobody named one
   * @param expected the account that must come out, or null to ask for its ending
   * @param unseen whether the first account is taken without a look: practice vaults only
   * @param twentyFifth whether these words may have a 25th word, so that it is asked for
   */
  public record Order(
      @Nullable DerivationPath place,
      @Nullable Address expected,
      boolean unseen,
      boolean twentyFifth) {}

  private final Sitting sitting;
  private final SeedAsker asker;

  public AccountImport(Sitting sitting, SeedAsker asker) {
    this.sitting = sitting;
    this.asker = asker;
  }

  /**
   * Imports.
   *
   * @throws ProblemException with a key problem, an {@link org.foresign.vault.keys.AccountProblem}
   *     or what the asker throws
   */
  public Imported run(Order order, PassphraseAsker passphrases) throws ProblemException {
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.SIGN);
    try (HeldSeed seed = seed(order.twentyFifth());
        Sealer sealer = unlocked.signSealer()) {
      DerivationPath path = choose(seed, order);
      SigningAccounts.Row row =
          unlocked.accounts().addSeed(seed, Provenance.IMPORTED, path, sealer);
      return new Imported(row, seed.hasPassphrase());
    }
  }

  private HeldSeed seed(boolean mayHaveTwentyFifth) throws ProblemException {
    Mnemonic words = words();
    boolean held = false;
    try (Passphrase passphrase =
        mayHaveTwentyFifth ? twentyFifth() : Passphrase.takeAsTyped(new char[0])) {
      HeldSeed seed = HeldSeed.of(words, passphrase, sitting.tools().access());
      held = true;
      return seed;
    } finally {
      if (!held) {
        words.close();
      }
    }
  }

  /** A slip in one of 24 words that do not show is common: it is asked again, and says where. */
  private Mnemonic words() throws ProblemException {
    Optional<Problem> wrong = Optional.empty();
    List<SeedAsker.NearWords> near = new ArrayList<>();
    while (true) {
      char[] typed = asker.words(wrong, near);
      near.clear();
      try {
        return Mnemonic.parse(
            typed,
            (place, words) -> near.add(new SeedAsker.NearWords(place, words)),
            sitting.tools().access());
      } catch (ProblemException e) {
        wrong = Optional.of(e.problem());
      } finally {
        Arrays.fill(typed, '\0');
      }
    }
  }

  private Passphrase twentyFifth() throws ProblemException {
    Optional<Problem> wrong = Optional.empty();
    while (true) {
      Passphrase first = asker.twentyFifth(false, wrong);
      boolean fine = first.isEmpty();
      try {
        if (!fine) {
          try (Passphrase second = asker.twentyFifth(true, Optional.empty())) {
            fine = first.equalsSecret(second);
          }
        }
        if (fine) {
          return first;
        }
        wrong = Optional.of(Problem.of(TerminalProblem.PASSPHRASES_DIFFER));
      } finally {
        if (!fine) {
          first.close();
        }
      }
    }
  }

  private DerivationPath choose(HeldSeed seed, Order order) throws ProblemException {
    ImportChoice choice = new ImportChoice(sitting.tools().curve().get(), sitting.tools().access());
    Optional<DerivationPath> place = Optional.ofNullable(order.place());
    Address expected = order.expected();
    if (expected != null) {
      return choice.expected(seed, expected, place);
    }
    if (order.unseen()) {
      return place.orElse(DerivationPath.standard(0));
    }
    List<AccountSearch.Found> offered = choice.offered(seed, place);
    return ImportChoice.chosen(offered, asker.ending(offered, seed.hasPassphrase()));
  }
}
