package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;

/**
 * What the consensus layer holds after a block (consensus-specs electra, BeaconState, the parts
 * that deposits and requests touch). Its rows are immutable, so a copy is cheap and a
 * reorganisation just returns to an older one.
 */
final class BeaconState {
  final List<Validator> validators = new ArrayList<>();
  final List<PendingDeposit> pendingDeposits = new ArrayList<>();
  final List<PendingPartial> pendingPartials = new ArrayList<>();
  final List<PendingConsolidation> pendingConsolidations = new ArrayList<>();
  final List<DroppedRequest> dropped = new ArrayList<>();
  private final Map<BlsPublicKey, Integer> byKey = new HashMap<>();
  long slot;
  long justifiedEpoch;
  long finalizedEpoch;
  long nextWithdrawalIndex;

  /** A deposit in the queue; {@code slot} is the one of its block, 0 for an internal transfer. */
  record PendingDeposit(DepositData deposit, long slot) {}

  /** A partial withdrawal that is due from {@code withdrawableEpoch} on. */
  record PendingPartial(long validatorIndex, Gwei amount, long withdrawableEpoch) {}

  /** Stake that moves to {@code target} once {@code source} is withdrawable. */
  record PendingConsolidation(long source, long target) {}

  /** A request whose transaction succeeded but that the consensus layer ignored, and why. */
  record DroppedRequest(long slot, String kind, String key, String reason) {}

  BeaconState copy() {
    BeaconState copy = new BeaconState();
    copy.validators.addAll(validators);
    copy.pendingDeposits.addAll(pendingDeposits);
    copy.pendingPartials.addAll(pendingPartials);
    copy.pendingConsolidations.addAll(pendingConsolidations);
    copy.dropped.addAll(dropped);
    copy.byKey.putAll(byKey);
    copy.slot = slot;
    copy.justifiedEpoch = justifiedEpoch;
    copy.finalizedEpoch = finalizedEpoch;
    copy.nextWithdrawalIndex = nextWithdrawalIndex;
    return copy;
  }

  Optional<Validator> find(BlsPublicKey key) {
    return Optional.ofNullable(byKey.get(key)).map(validators::get);
  }

  Optional<Validator> at(long index) {
    return index >= 0 && index < validators.size()
        ? Optional.of(validators.get((int) index))
        : Optional.empty();
  }

  void add(Validator validator) {
    byKey.put(validator.key(), validators.size());
    validators.add(validator);
  }

  void update(long index, UnaryOperator<Validator> change) {
    validators.set((int) index, change.apply(validators.get((int) index)));
  }

  /** get_pending_balance_to_withdraw (consensus-specs electra). */
  long pendingPartialGwei(long index) {
    return pendingPartials.stream()
        .filter(p -> p.validatorIndex() == index)
        .mapToLong(p -> p.amount().value())
        .sum();
  }

  void drop(String kind, BlsPublicKey key, String reason) {
    dropped.add(new DroppedRequest(slot, kind, key.toString(), reason));
  }
}
