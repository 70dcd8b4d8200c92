package org.foresign.vault.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.SecretPurpose;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.HeldSeed;
import org.foresign.signer.local.KeyGeneration;
import org.foresign.signer.local.Mnemonic;
import org.foresign.signer.local.Throws;
import org.foresign.store.Sealer;
import org.foresign.vault.keys.AccountProblem;
import org.foresign.vault.keys.SigningAccounts;
import org.jspecify.annotations.Nullable;

/** Makes accounts, lists them, writes their cards, and shows seed words. */
public final class AccountWork {
  private static final int SEED_BITS = 256;

  /** Where the randomness of a first seed comes from. */
  public enum Source {
    /** Dice for a real vault, this system's random bytes for practice. */
    USUAL,
    DICE,
    COINS,
    SYSTEM
  }

  /**
   * A new account.
   *
   * @param nextFree its index, when nobody named a place for it below a seed that was there
   */
  public record Made(SigningAccounts.Row account, OptionalInt nextFree) {}

  /** A card that was written. */
  public record Card(SigningAccounts.Row account, Sent sent) {}

  /** Shows the words of a seed and returns once they were read; the array is wiped afterwards. */
  @FunctionalInterface
  public interface SeedReader {
    void read(char[] words) throws ProblemException;
  }

  private final Sitting sitting;

  public AccountWork(Sitting sitting) {
    this.sitting = sitting;
  }

  /** Every account, by address. */
  public List<SigningAccounts.Row> list() throws ProblemException {
    return SigningAccounts.list(sitting.home());
  }

  /**
   * Makes an account of the vault's own seed; the first one makes that seed.
   *
   * @param place below the seed, or null for the next free one
   */
  public Made make(
      @Nullable DerivationPath place, Source source, PassphraseAsker passphrases, SeedAsker asker)
      throws ProblemException {
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.SIGN);
    SigningAccounts accounts = unlocked.accounts();
    Optional<Long> seed = accounts.generatedSeed();
    try (Sealer sealer = unlocked.signSealer()) {
      if (seed.isPresent() && place != null) {
        return new Made(accounts.derive(seed.get(), place, sealer), OptionalInt.empty());
      }
      if (seed.isPresent()) {
        int free = SigningAccounts.nextFreeIndex(sitting.home(), seed.get());
        return new Made(
            accounts.derive(seed.get(), DerivationPath.standard(free), sealer),
            OptionalInt.of(free));
      }
      DerivationPath path = place == null ? DerivationPath.standard(0) : place;
      try (HeldSeed made = HeldSeed.of(generate(source, asker), sitting.tools().access())) {
        return new Made(
            accounts.addSeed(made, Provenance.GENERATED, path, sealer), OptionalInt.empty());
      }
    }
  }

  /**
   * Adds an account whose key a device, a token or a group has, once it has proved that.
   *
   * @param reference of the key, as a signer of this kind reads it
   * @param device does what the signer waits for
   */
  public SigningAccounts.Row enrol(
      SignerKind kind, String reference, PassphraseAsker passphrases, SignerAsker device)
      throws ProblemException {
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.SIGN);
    try (Sealer sealer = unlocked.signSealer()) {
      return unlocked.accounts().enrol(kind, reference, sealer, device);
    }
  }

  private Mnemonic generate(Source source, SeedAsker asker) throws ProblemException {
    VaultTools tools = sitting.tools();
    KeyGeneration generation = new KeyGeneration(tools.random(), tools.access());
    boolean system =
        source == Source.SYSTEM || (source == Source.USUAL && sitting.facts().practice());
    if (system) {
      return generation.generate(SEED_BITS);
    }
    Throws.Kind kind = source == Source.COINS ? Throws.Kind.COIN : Throws.Kind.DICE;
    char[] typed = typed(kind, kind.throwsFor(SEED_BITS), asker);
    try (Throws thrown = Throws.parse(kind, typed, SEED_BITS)) {
      return generation.generate(thrown);
    }
  }

  /** Line by line until there are enough; a line with anything else in it is left out whole. */
  private static char[] typed(Throws.Kind kind, int needed, SeedAsker asker)
      throws ProblemException {
    char[] all = new char[0];
    int count = 0;
    Optional<Problem> wrong = Optional.empty();
    boolean done = false;
    try {
      while (count < needed) {
        char[] line = asker.throwsOf(kind, count, needed, wrong);
        try {
          count += kind.count(line);
          all = joined(all, line);
          wrong = Optional.empty();
        } catch (ProblemException e) {
          wrong = Optional.of(e.problem());
        } finally {
          Arrays.fill(line, '\0');
        }
      }
      done = true;
      return all;
    } finally {
      if (!done) {
        Arrays.fill(all, '\0');
      }
    }
  }

  private static char[] joined(char[] before, char[] line) {
    char[] all = Arrays.copyOf(before, before.length + line.length);
    System.arraycopy(line, 0, all, before.length, line.length);
    Arrays.fill(before, '\0');
    return all;
  }

  /**
   * Writes the card of an account for the desk.
   *
   * @param address of one, or null for all
   * @throws ProblemException with {@link AccountProblem#ACCOUNT_UNKNOWN}
   */
  public List<Card> cards(@Nullable Address address, Outbox out) throws ProblemException {
    List<Card> written = new ArrayList<>();
    for (SigningAccounts.Row row : list()) {
      if (address == null || row.address().equals(address)) {
        written.add(
            new Card(row, out.offer(Parcel.of(ParcelKind.ACCOUNT_CARD, row.card().bytes()))));
      }
    }
    if (written.isEmpty()) {
      throw Problem.of(AccountProblem.ACCOUNT_UNKNOWN).asException();
    }
    return written;
  }

  /**
   * Shows the words of a seed, once somebody said that nobody else can see them.
   *
   * @return whether its accounts need a 25th word beside them
   */
  public boolean showSeed(
      long seed, PassphraseAsker passphrases, ReadingAsker asker, SeedReader reader)
      throws ProblemException {
    Sitting.Unlocked unlocked = sitting.unlock(passphrases, SecretPurpose.SIGN);
    sitting.require(asker, new Reading.Seed(seed));
    try (Sealer sealer = unlocked.signSealer();
        HeldSeed held = unlocked.accounts().showSeed(seed, sealer)) {
      boolean twentyFifth = held.hasPassphrase();
      return held.words()
          .usePhrase(phrase -> {
            reader.read(phrase);
            return twentyFifth;
          });
    }
  }
}
