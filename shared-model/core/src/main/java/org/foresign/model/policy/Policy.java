package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainProfile;
import org.foresign.model.eth.LookalikeAddresses;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What a vault signs: one numbered document, each naming the hash of the one before
 * (docs/spec/policy.md). What it does not allow is refused.
 *
 * @param number 1 for the first
 * @param previous hash of the policy before, null for the first
 * @param madeAt vault time in seconds since 1970
 * @param practice whether it belongs to a practice vault
 * @param approvalsRequired desk approvals that a batch needs
 * @param maxReviewSeconds longest span from planning to review date
 * @param accounts kept ascending, as all lists, by what each entry is about; once each
 * @param alike addresses that look like another and are wanted all the same
 */
public record Policy(
    long number,
    @Nullable Digest32 previous,
    Bytes vaultInstance,
    long madeAt,
    boolean practice,
    int approvalsRequired,
    long maxReviewSeconds,
    List<AccountRule> accounts,
    List<AddressBookEntry> addressBook,
    List<Token> tokens,
    List<CustomChain> chains,
    List<KnownValidator> validators,
    List<Approver> approvers,
    List<AlikePair> alike) {
  public static final int VERSION = 1;

  public Policy {
    accounts = inOrder(accounts, Comparator.comparing(AccountRule::lane), 64);
    addressBook = inOrder(addressBook, AddressBookEntry.ORDER, 2_000);
    tokens = inOrder(tokens, Comparator.comparing(Token::asset), 256);
    chains = inOrder(chains, Comparator.comparing(CustomChain::chain), 64);
    validators = inOrder(validators, KnownValidator.ORDER, 5_000);
    approvers = inOrder(approvers, Comparator.comparing(Approver::card), 32);
    alike = inOrder(alike, AlikePair.ORDER, 256);
    if (number < 1 || (number == 1) != (previous == null)) {
      throw new IllegalArgumentException("only the first policy names none before it");
    }
    if (vaultInstance.size() != 16 || madeAt < 0) {
      throw new IllegalArgumentException("instance or time of a policy is outside its range");
    }
    if (approvalsRequired < 0 || approvalsRequired > 32 || maxReviewSeconds < 0) {
      throw new IllegalArgumentException(
          "approvals or review span of a policy is outside its range");
    }
    if (approvers.stream().map(Approver::publicKey).distinct().count() != approvers.size()) {
      throw new IllegalArgumentException("two cards with one key would count as two approvers");
    }
    DistinctNames.require(accounts, addressBook, tokens, chains, validators, approvers, alike);
    for (AccountRule rule : accounts) {
      if (rule.renewedAt() > number) {
        throw new IllegalArgumentException("a rule is renewed by this policy or an earlier one");
      }
    }
  }

  /** Sorted, so that a policy has one form; two entries for one thing would be ambiguous. */
  private static <T> List<T> inOrder(List<T> list, Comparator<? super T> order, int most) {
    if (list.size() > most) {
      throw new IllegalArgumentException("a list of the policy has at most " + most + " entries");
    }
    List<T> sorted = list.stream().sorted(order).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (order.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new IllegalArgumentException("a policy says each thing once");
      }
    }
    return sorted;
  }

  private static void requireName(String name) {
    if (!PolicyNames.allowed(name)) {
      throw new IllegalArgumentException("a name has signs that could mislead, or a wrong length");
    }
  }

  public Optional<AccountRule> ruleFor(LaneId lane) {
    return accounts.stream().filter(rule -> rule.lane().equals(lane)).findFirst();
  }

  /** An entry of a list, in which no other is about the same. */
  public sealed interface Entry {
    /** What it is about; equal for the entry that takes its place. */
    Object subject();
  }

  /**
   * What one account may do.
   *
   * @param maxGasLimit in gas
   * @param maxFeePerGas highest fee cap in wei per gas
   * @param maxTipPerGas highest tip in wei per gas
   * @param maxRequestFee highest value attached to an EIP-7002 or EIP-7251 request, in wei
   * @param cancelRequired whether every slot must carry a cancel alternative
   * @param mayReopenNonce whether a later batch may add leaves to a nonce signed before
   * @param renewedAt policy number since which the lifetime limits count
   */
  public record AccountRule(
      LaneId lane,
      SortedSet<OperationKind> operations,
      List<AssetLimit> limits,
      long maxGasLimit,
      Wei maxFeePerGas,
      Wei maxTipPerGas,
      Wei maxRequestFee,
      boolean cancelRequired,
      boolean mayReopenNonce,
      long renewedAt)
      implements Entry {
    public AccountRule {
      operations = Collections.unmodifiableSortedSet(new TreeSet<>(operations));
      limits = inOrder(limits, Comparator.comparing(AssetLimit::asset), 64);
      if (maxGasLimit < 0 || renewedAt < 1) {
        throw new IllegalArgumentException(
            "gas limit or renewal of an account rule is outside its range");
      }
      for (AssetLimit limit : limits) {
        if (!limit.asset().chain().equals(lane.chain())) {
          throw new IllegalArgumentException("a limit is for an asset of the account's chain");
        }
      }
    }

    public Optional<AssetLimit> limitFor(Asset asset) {
      return limits.stream().filter(limit -> limit.asset().equals(asset)).findFirst();
    }

    /** The same with this limit in place of one for its asset. */
    public AccountRule with(AssetLimit limit) {
      List<AssetLimit> changed = new ArrayList<>(limits);
      changed.removeIf(old -> old.asset().equals(limit.asset()));
      changed.add(limit);
      return new AccountRule(
          lane,
          operations,
          changed,
          maxGasLimit,
          maxFeePerGas,
          maxTipPerGas,
          maxRequestFee,
          cancelRequired,
          mayReopenNonce,
          renewedAt);
    }

    @Override
    public Object subject() {
      return lane;
    }
  }

  /** Ceilings on exposure of one asset, in its smallest unit; they need no clock. */
  public record AssetLimit(Asset asset, Wei perBatch, Wei outstanding, Wei lifetime) {}

  /** A recipient that may be paid on one chain, with the name the vault shows. */
  public record AddressBookEntry(Chain chain, Address address, String name) implements Entry {
    static final Comparator<AddressBookEntry> ORDER =
        Comparator.comparing(AddressBookEntry::chain).thenComparing(AddressBookEntry::address);

    public AddressBookEntry {
      requireName(name);
    }

    @Override
    public Object subject() {
      return List.of(chain, address);
    }
  }

  /** A token with the symbol and decimals the vault shows. */
  public record Token(Asset asset, String symbol, int decimals) implements Entry {
    public Token {
      requireName(symbol);
      if (asset.isNative() || decimals < 0 || decimals > 77) {
        throw new IllegalArgumentException("a token has a contract and 0 to 77 decimals");
      }
    }

    @Override
    public Object subject() {
      return asset;
    }
  }

  /** An EVM chain that is not pinned in code. */
  public record CustomChain(Chain chain, String name, String nativeSymbol) implements Entry {
    public CustomChain {
      // A profile that imitates a pinned network is refused there.
      new ChainProfile(name, chain, nativeSymbol);
    }

    @Override
    public Object subject() {
      return chain;
    }
  }

  /**
   * A validator key that is ours.
   *
   * @param attester who vouches that the key is in our hands
   * @param since vault time in seconds since 1970
   * @param onChain whether an officer saw the key in the chain's registry with these credentials;
   *     only then may it be topped up, for a top-up of a key that the chain does not know is lost
   */
  public record KnownValidator(
      Chain chain,
      BlsPublicKey key,
      WithdrawalCredentials credentials,
      String attester,
      long since,
      boolean onChain)
      implements Entry {
    static final Comparator<KnownValidator> ORDER =
        Comparator.comparing(KnownValidator::chain).thenComparing(KnownValidator::key);

    public KnownValidator {
      requireName(attester);
      if (!credentials.kind().plannable() || since < 0) {
        throw new IllegalArgumentException("a validator of ours pays to an address, since a time");
      }
    }

    /** The same validator, seen on the chain. */
    public KnownValidator confirmed() {
      return new KnownValidator(chain, key, credentials, attester, since, true);
    }

    @Override
    public Object subject() {
      return List.of(chain, key);
    }
  }

  /**
   * Two addresses that begin and end alike, both wanted: whoever entered one typed the other in
   * full.
   *
   * @param one the lower of the two
   */
  public record AlikePair(Address one, Address other) implements Entry {
    static final Comparator<AlikePair> ORDER =
        Comparator.comparing(AlikePair::one).thenComparing(AlikePair::other);

    public AlikePair {
      if (!LookalikeAddresses.alike(one, other) || one.compareTo(other) > 0) {
        throw new IllegalArgumentException(
            one + " and " + other + " do not begin and end alike, or are not in order");
      }
    }

    /** The pair of both, in whichever order they come. */
    public static AlikePair of(Address one, Address other) {
      return one.compareTo(other) < 0 ? new AlikePair(one, other) : new AlikePair(other, one);
    }

    @Override
    public Object subject() {
      return this;
    }
  }

  /** A desk approver: digest of the identity card, its Ed25519 key and a name. */
  public record Approver(Digest32 card, Bytes publicKey, String name) implements Entry {
    public Approver {
      requireName(name);
      if (publicKey.size() != 32) {
        throw new IllegalArgumentException("an Ed25519 key has 32 bytes");
      }
    }

    @Override
    public Object subject() {
      return card;
    }
  }
}
