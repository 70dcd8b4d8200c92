package org.foresign.practice.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.DepositData;

/**
 * What a practice chain starts with.
 *
 * @param network whose chain id, fork versions and contract addresses it takes
 * @param balances coins at genesis
 * @param validators active at genesis
 * @param baseFee base fee of the genesis block, per gas
 * @param amsterdamFrom first block under {@link GasSchedule#AMSTERDAM}; {@link #NEVER} for none
 * @param genesis time of block 0
 * @param interval time between blocks; zero mines only on demand
 */
record PracticeSettings(
    Network network,
    Map<Address, Wei> balances,
    List<TokenSettings> tokens,
    List<DepositData> validators,
    Wei baseFee,
    long blockGasLimit,
    long amsterdamFrom,
    Instant genesis,
    BeaconClock clock,
    Duration interval) {
  static final long NEVER = Long.MAX_VALUE;

  /** Mainnet's default since Fusaka (EIP-7935). */
  static final long DEFAULT_BLOCK_GAS_LIMIT = 60_000_000;

  PracticeSettings {
    balances = Map.copyOf(balances);
    tokens = List.copyOf(tokens);
    validators = List.copyOf(validators);
    if (blockGasLimit < GasSchedule.MAX_TRANSACTION_GAS) {
      throw new IllegalArgumentException("a block holds at least one transaction of full size");
    }
    if (interval.isNegative()) {
      throw new IllegalArgumentException("an interval is not negative");
    }
    if (baseFee.isZero()) {
      throw new IllegalArgumentException("the base fee rule never leaves zero");
    }
  }

  GasSchedule scheduleAt(long block) {
    return block >= amsterdamFrom ? GasSchedule.AMSTERDAM : GasSchedule.OSAKA;
  }

  long timestampAt(long block) {
    return genesis.getEpochSecond() + block * clock.secondsPerSlot();
  }
}
