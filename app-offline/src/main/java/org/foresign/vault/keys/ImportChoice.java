package org.foresign.vault.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.Mnemonic;
import org.foresign.signer.local.PathScheme;

/**
 * Finds out which account of imported seed words is meant, before anything is kept. Wrong words
 * with a right checksum, a forgotten 25th word and another way of counting all lead to accounts
 * that look like any other: only the address tells.
 */
public final class ImportChoice {
  private static final int SEARCHED = 20;
  private static final int SHOWN = 5;
  private static final int ENDING = 4;

  private final AccountSearch search;
  private final SecretAccess access;

  public ImportChoice(Secp256k1 curve, SecretAccess access) {
    this.search = new AccountSearch(curve);
    this.access = access;
  }

  /**
   * The place of the expected account, at the named place or among the first ones.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_NOT_EXPECTED}, which says where
   *     else the account lies, or that it lies nowhere
   */
  public DerivationPath expected(HeldSeed seed, Address expected, Optional<DerivationPath> place)
      throws ProblemException {
    Optional<AccountSearch.Found> found = search.find(seed, expected, SEARCHED);
    if (place.isEmpty() && found.isPresent()) {
      return found.get().path();
    }
    DerivationPath path = place.orElse(DerivationPath.standard(0));
    Address got = search.address(seed, path);
    if (got.equals(expected)) {
      return path;
    }
    List<String> details = new ArrayList<>();
    details.add("expected " + expected);
    details.add("found " + got + " at " + path);
    details.add(reason(seed, expected, found));
    throw new ProblemException(new Problem(AccountProblem.ACCOUNT_NOT_EXPECTED, details));
  }

  private String reason(HeldSeed seed, Address expected, Optional<AccountSearch.Found> found)
      throws ProblemException {
    if (found.isPresent()) {
      return "the expected account lies at "
          + found.get().path()
          + ", as "
          + found.get().scheme().wallets()
          + " count: name that path";
    }
    boolean passphrase = seed.hasPassphrase();
    if (passphrase) {
      try (Mnemonic words = Mnemonic.ofEntropy(seed.words().entropy(), access);
          HeldSeed bare = HeldSeed.of(words, access)) {
        Optional<AccountSearch.Found> without = search.find(bare, expected, SEARCHED);
        if (without.isPresent()) {
          return "the expected account lies at "
              + without.get().path()
              + " of these words without a 25th word: leave it empty";
        }
      }
    }
    return "not among the first "
        + SEARCHED
        + " accounts of most wallets, Ledger Live and older Ledger programs: "
        + (passphrase
            ? "the 25th word or the words are others"
            : "the words are others, or they have a 25th word (BIP-39 passphrase), which was ruled"
                + " out");
  }

  /** Accounts to choose from: that of the named place, or the first few of each way of counting. */
  public List<AccountSearch.Found> offered(HeldSeed seed, Optional<DerivationPath> place)
      throws ProblemException {
    if (place.isEmpty()) {
      return search.first(seed, SHOWN);
    }
    DerivationPath path = place.get();
    return List.of(new AccountSearch.Found(PathScheme.STANDARD, path, search.address(seed, path)));
  }

  /**
   * The one offered account whose address ends with what somebody typed from a source of their own.
   *
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_NOT_EXPECTED}
   */
  public static DerivationPath chosen(List<AccountSearch.Found> offered, String typed)
      throws ProblemException {
    String ending = typed.strip().toLowerCase(Locale.ROOT);
    List<AccountSearch.Found> fitting =
        offered.stream()
            .filter(found -> found.address().toString().toLowerCase(Locale.ROOT).endsWith(ending))
            .toList();
    if (ending.length() < ENDING || fitting.size() != 1) {
      throw Problem.of(
              AccountProblem.ACCOUNT_NOT_EXPECTED,
              ending.length() < ENDING
                  ? "fewer than four signs were typed"
                  : "none of the accounts shown ends so; another 25th word, path or number gives"
                      + " others")
          .asException();
    }
    return fitting.getFirst().path();
  }
}
