package org.foresign.model.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.jspecify.annotations.Nullable;

/** What the desk claims about one chain, ready to be asked; empty without a snapshot. */
final class ChainFacts {
  private final @Nullable Snapshot snapshot;
  private final Map<Address, Long> nonces = new HashMap<>();
  private final Map<Address, Wei> balances = new HashMap<>();
  private final Set<Address> codeTold = new HashSet<>();
  private final Set<Address> withCode = new HashSet<>();
  private final Map<Address, Wei> requestFees = new HashMap<>();
  private final Map<BlsPublicKey, SnapshotFact.ValidatorState> validators = new HashMap<>();
  private final Set<BlsPublicKey> unknown = new HashSet<>();
  private @Nullable Wei baseFee;

  private ChainFacts(@Nullable Snapshot snapshot) {
    this.snapshot = snapshot;
    if (snapshot != null) {
      snapshot.facts().forEach(this::add);
    }
  }

  static ChainFacts of(BatchRequest request, Chain chain) {
    return new ChainFacts(
        request.snapshots().stream()
            .filter(snapshot -> snapshot.chain().equals(chain))
            .findFirst()
            .orElse(null));
  }

  private void add(SnapshotFact fact) {
    switch (fact) {
      case SnapshotFact.AccountNonce nonce -> nonces.put(nonce.account(), nonce.nonce());
      case SnapshotFact.AccountBalance balance ->
          balances.put(balance.account(), balance.balance());
      case SnapshotFact.AccountCode code -> {
        codeTold.add(code.account());
        if (code.hasCode()) {
          withCode.add(code.account());
        }
      }
      case SnapshotFact.BaseFee fee -> baseFee = fee.perGas();
      case SnapshotFact.RequestFee fee -> requestFees.put(fee.predeploy(), fee.fee());
      case SnapshotFact.ValidatorState state -> validators.put(state.validator(), state);
      case SnapshotFact.ValidatorUnknown key -> unknown.add(key.validator());
    }
  }

  /** Seconds since 1970 of the snapshot's block. */
  Optional<Long> blockTime() {
    return Optional.ofNullable(snapshot).map(Snapshot::blockTime);
  }

  Optional<Long> nonce(Address account) {
    return Optional.ofNullable(nonces.get(account));
  }

  Optional<Wei> balance(Address account) {
    return Optional.ofNullable(balances.get(account));
  }

  /** What is not told of an account and its chain, in words. */
  List<String> missing(Address account) {
    List<String> words = new ArrayList<>();
    if (nonce(account).isEmpty()) {
      words.add("next nonce");
    }
    if (balance(account).isEmpty()) {
      words.add("balance");
    }
    if (!codeTold.contains(account)) {
      words.add("code of the account");
    }
    if (baseFee().isEmpty()) {
      words.add("base fee");
    }
    return words;
  }

  /** Whether the registry's word about the key is there. */
  boolean seen(BlsPublicKey key) {
    return validators.containsKey(key) || unknown.contains(key);
  }

  boolean hasCode(Address account) {
    return withCode.contains(account);
  }

  /** Whether it is told that nothing but a plain account is there. */
  boolean hasNoCode(Address account) {
    return codeTold.contains(account) && !withCode.contains(account);
  }

  Optional<Wei> baseFee() {
    return Optional.ofNullable(baseFee);
  }

  Optional<Wei> requestFee(Address predeploy) {
    return Optional.ofNullable(requestFees.get(predeploy));
  }

  Optional<SnapshotFact.ValidatorState> validator(BlsPublicKey key) {
    return Optional.ofNullable(validators.get(key));
  }

  boolean unknown(BlsPublicKey key) {
    return unknown.contains(key);
  }
}
