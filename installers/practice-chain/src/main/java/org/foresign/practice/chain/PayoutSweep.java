package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.List;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.DepositLimits;
import org.foresign.practice.chain.BeaconState.PendingPartial;

/** The payouts of a block: get_expected_withdrawals of consensus-specs electra. */
final class PayoutSweep {
  /** MAX_WITHDRAWALS_PER_PAYLOAD. */
  private static final int PER_BLOCK = 16;

  /** MAX_PENDING_PARTIALS_PER_WITHDRAWALS_SWEEP. */
  private static final int PARTIALS_PER_BLOCK = 8;

  private final BeaconClock clock;

  PayoutSweep(BeaconClock clock) {
    this.clock = clock;
  }

  /** Takes what is due out of the balances and says whom the block credits. */
  List<BeaconWithdrawal> take(BeaconState state) {
    long epoch = clock.epochOf(state.slot);
    List<BeaconWithdrawal> payouts = new ArrayList<>();
    takePartials(state, epoch, payouts);
    for (Validator v : List.copyOf(state.validators)) {
      if (payouts.size() == PER_BLOCK) {
        break;
      }
      pay(state, v, due(v, epoch), payouts);
    }
    return payouts;
  }

  private static void takePartials(BeaconState state, long epoch, List<BeaconWithdrawal> payouts) {
    int done = 0;
    for (PendingPartial pending : List.copyOf(state.pendingPartials)) {
      if (pending.withdrawableEpoch() > epoch || payouts.size() == PARTIALS_PER_BLOCK) {
        break;
      }
      Validator v = state.validators.get((int) pending.validatorIndex());
      long excess = v.balance().value() - DepositLimits.MAX_PLAIN.value();
      boolean payable =
          !v.isLeaving()
              && v.effectiveBalance().compareTo(DepositLimits.MAX_PLAIN) >= 0
              && excess > 0;
      pay(state, v, payable ? Math.min(excess, pending.amount().value()) : 0, payouts);
      done++;
    }
    state.pendingPartials.subList(0, done).clear();
  }

  private static long due(Validator v, long epoch) {
    if (v.credentials().address().isEmpty()) {
      return 0;
    }
    long balance = v.balance().value();
    if (v.withdrawableEpoch() <= epoch) {
      return balance;
    }
    long most = v.maxEffectiveBalance().value();
    return v.effectiveBalance().value() == most && balance > most ? balance - most : 0;
  }

  private static void pay(
      BeaconState state, Validator v, long gwei, List<BeaconWithdrawal> payouts) {
    if (gwei <= 0) {
      return;
    }
    Address address =
        v.credentials()
            .address()
            .orElseThrow(() -> new IllegalStateException("no address to pay to"));
    state.update(v.index(), old -> old.plus(-gwei));
    payouts.add(
        new BeaconWithdrawal(state.nextWithdrawalIndex++, v.index(), address, new Gwei(gwei)));
  }
}
