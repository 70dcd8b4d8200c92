package org.foresign.model.policy;

import java.util.Collections;
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
    List<Approver> approvers) {
  public static final int VERSION = 1;

  public Policy {
    accounts = List.copyOf(accounts);
    addressBook = List.copyOf(addressBook);
    tokens = List.copyOf(tokens);
    chains = List.copyOf(chains);
    validators = List.copyOf(validators);
    approvers = List.copyOf(approvers);
    if (number < 1 || (number == 1) != (previous == null)) {
      throw new IllegalArgumentException("only the first policy names none before it");
    }
  }

  public Optional<AccountRule> ruleFor(LaneId lane) {
    return accounts.stream().filter(rule -> rule.lane().equals(lane)).findFirst();
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
      long renewedAt) {
    public AccountRule {
      operations = Collections.unmodifiableSortedSet(new TreeSet<>(operations));
      limits = List.copyOf(limits);
    }

    public Optional<AssetLimit> limitFor(Asset asset) {
      return limits.stream().filter(limit -> limit.asset().equals(asset)).findFirst();
    }
  }

  /** Ceilings on exposure of one asset, in its smallest unit; they need no clock. */
  public record AssetLimit(Asset asset, Wei perBatch, Wei outstanding, Wei lifetime) {}

  /** A recipient that may be paid on one chain, with the name the vault shows. */
  public record AddressBookEntry(Chain chain, Address address, String name) {}

  /** A token with the symbol and decimals the vault shows. */
  public record Token(Asset asset, String symbol, int decimals) {}

  /** An EVM chain that is not pinned in code. */
  public record CustomChain(Chain chain, String name, String nativeSymbol) {}

  /**
   * A validator key that is ours.
   *
   * @param attester who vouches that the key is in our hands
   * @param since vault time in seconds since 1970
   */
  public record KnownValidator(
      Chain chain,
      BlsPublicKey key,
      WithdrawalCredentials credentials,
      String attester,
      long since) {}

  /** A desk approver: digest of the identity card, its Ed25519 key and a name. */
  public record Approver(Digest32 card, Bytes publicKey, String name) {}
}
