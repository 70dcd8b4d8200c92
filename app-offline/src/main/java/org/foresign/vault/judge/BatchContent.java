package org.foresign.vault.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.vault.officers.PolicyText;
import org.jspecify.annotations.Nullable;

/**
 * What the transactions of a batch do, account by account: like ones in one line with their nonces,
 * every validator by its key, every recipient by name and address.
 */
final class BatchContent {
  private static final int KEYS_A_LINE = 3;

  /** Hex digits of a key that are shown at its beginning and at its end. */
  private static final int KEY_HEAD = 12;

  private static final int KEY_TAIL = 8;

  private final Policy policy;
  private final PolicyText names;
  private final boolean wholeKeys;
  private final Map<LaneId, Map<String, Group>> lanes = new LinkedHashMap<>();

  /**
   * @param wholeKeys whether each validator has a line with its whole key
   */
  BatchContent(Policy policy, boolean wholeKeys) {
    this.policy = policy;
    this.names = new PolicyText(policy);
    this.wholeKeys = wholeKeys;
  }

  /** Transactions that differ by nonce, fees and validator only. */
  private static final class Group {
    private int leaves;
    private final SortedSet<Long> nonces = new TreeSet<>();
    private final Map<BlsPublicKey, SortedSet<Long>> validators = new LinkedHashMap<>();
  }

  /** The lines for leaves in canonical order. */
  List<String> lines(List<UnsignedTx> leaves) {
    leaves.forEach(this::add);
    List<String> lines = new ArrayList<>();
    lanes.forEach((lane, groups) -> {
      SortedSet<Long> nonces = new TreeSet<>();
      groups.values().forEach(group -> nonces.addAll(group.nonces));
      lines.add("  " + names.lane(lane) + ", " + Ranges.nonces(nonces));
      groups.forEach((what, group) -> {
        lines.add("    " + group.leaves + " x " + what + ", " + Ranges.nonces(group.nonces));
        lines.addAll(validators(group));
      });
    });
    return lines;
  }

  private void add(UnsignedTx leaf) {
    Group group =
        lanes
            .computeIfAbsent(leaf.slot().lane(), lane -> new LinkedHashMap<>())
            .computeIfAbsent(words(leaf) + reference(leaf), what -> new Group());
    group.leaves++;
    group.nonces.add(leaf.slot().nonce());
    BlsPublicKey key = validator(leaf.operation());
    if (key != null) {
      group.validators.computeIfAbsent(key, k -> new TreeSet<>()).add(leaf.slot().nonce());
    }
  }

  private String words(UnsignedTx leaf) {
    Chain chain = leaf.slot().lane().chain();
    String kind = PolicyText.of(leaf.operation().kind());
    return switch (leaf.operation()) {
      case Operation.Stake stake ->
          kind + " of " + stake.amount().toWei().toEther() + " ETH" + payingTo(stake.credentials());
      case Operation.TopUp topUp -> kind + " of " + topUp.amount().toWei().toEther() + " ETH";
      case Operation.UnstakePartial part ->
          kind + " of " + part.amount().toWei().toEther() + " ETH";
      case Operation.Consolidate request ->
          request.source().equals(request.target())
              ? kind + ", a switch to compounding"
              : kind + " into " + request.target();
      case Operation.NativeTransfer pay ->
          kind
              + " of "
              + names.amount(Asset.nativeOf(chain), pay.amount())
              + " to "
              + recipient(chain, pay.recipient());
      case Operation.TokenTransfer pay ->
          kind
              + " of "
              + names.amount(Asset.token(chain, pay.token()), pay.amount())
              + " (contract "
              + pay.token()
              + ") to "
              + recipient(chain, pay.recipient());
      case Operation.UnstakeFull _, Operation.Cancel _ -> kind;
    };
  }

  private static String reference(UnsignedTx leaf) {
    return leaf.reference().isEmpty() ? "" : ", reference \"" + leaf.reference() + "\"";
  }

  private static String payingTo(WithdrawalCredentials credentials) {
    return " with credentials " + credentials;
  }

  private static @Nullable BlsPublicKey validator(Operation operation) {
    return switch (operation) {
      case Operation.Stake stake -> stake.validator();
      case Operation.TopUp topUp -> topUp.validator();
      case Operation.Unstake unstake -> unstake.validator();
      case Operation.Consolidate request -> request.source();
      case Operation.NativeTransfer _, Operation.TokenTransfer _, Operation.Cancel _ -> null;
    };
  }

  /** The policy's name for a recipient with its address, since names can be alike. */
  private String recipient(Chain chain, Address address) {
    return name(policy, chain, address) + " (" + address + ")";
  }

  /** The policy's name for a recipient. */
  static String name(Policy policy, Chain chain, Address address) {
    return policy.addressBook().stream()
        .filter(entry -> entry.chain().equals(chain) && entry.address().equals(address))
        .map(Policy.AddressBookEntry::name)
        .findFirst()
        .orElse("UNKNOWN");
  }

  private List<String> validators(Group group) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int onLine = 0;
    for (Map.Entry<BlsPublicKey, SortedSet<Long>> entry : group.validators.entrySet()) {
      line.append(onLine == 0 ? "      " : "  ")
          .append(key(entry.getKey()))
          .append(" (")
          .append(Ranges.numbers(entry.getValue()))
          .append(')');
      if (++onLine == (wholeKeys ? 1 : KEYS_A_LINE)) {
        lines.add(line.toString());
        line.setLength(0);
        onLine = 0;
      }
    }
    if (onLine > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private String key(BlsPublicKey key) {
    String hex = key.bytes().hex();
    return wholeKeys
        ? key.toString()
        : "0x" + hex.substring(0, KEY_HEAD) + "…" + hex.substring(hex.length() - KEY_TAIL);
  }
}
