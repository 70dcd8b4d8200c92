package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.Test;

class RequestPredeployTest {
  private static final Address OWNER = Address.parse("0x00000000000000000000000000000000000000bb");

  private static final Address STRANGER =
      Address.parse("0x00000000000000000000000000000000000000cc");

  private final WorldState world = new WorldState();
  private final RequestPredeploy withdrawals =
      RequestPredeploy.withdrawals(Networks.WITHDRAWAL_REQUESTS);
  private final RequestPredeploy consolidations =
      RequestPredeploy.consolidations(Networks.CONSOLIDATION_REQUESTS);

  /** Largest excess under each fee, by exact evaluation of the EIP's Python. */
  @Test
  void reachesTheKnownFeesAtTheKnownExcess() {
    assertThat(fee(0)).isEqualTo(BigInteger.ONE);
    assertBoundary(352, BigInteger.TEN.pow(9));
    assertBoundary(548, BigInteger.TEN.pow(14));
    assertBoundary(587, BigInteger.TEN.pow(15));
    assertBoundary(626, BigInteger.TEN.pow(16));
    assertBoundary(665, BigInteger.TEN.pow(17));
    assertThat(fee(706).doubleValue()).isCloseTo(1e18, within(1.5e17));
  }

  private static void assertBoundary(long excess, BigInteger fee) {
    assertThat(fee(excess)).isLessThanOrEqualTo(fee);
    assertThat(fee(excess + 1)).isGreaterThan(fee);
  }

  @Test
  void followsTheExponential() {
    for (int excess = 200; excess <= 1_000; excess += 50) {
      double exact = Math.exp(excess / 17.0);
      assertThat(fee(excess).doubleValue()).isCloseTo(exact, within(exact * 1e-3));
    }
  }

  @Test
  void answersTheFeeToAnEmptyCallAndRefusesValueWithIt() throws Halt {
    withdrawals.setExcess(world, 352);
    assertThat(ContractAbi.number(withdrawals.run(frame(withdrawals, Wei.ZERO, Bytes.EMPTY))))
        .isEqualTo(fee(352));
    assertThatThrownBy(() -> withdrawals.run(frame(withdrawals, Wei.of(1), Bytes.EMPTY)))
        .isInstanceOf(Halt.Reverted.class);
  }

  @Test
  void revertsOnUnderpaymentAndOnAnotherLength() {
    withdrawals.setExcess(world, 352);
    Wei less = new Wei(fee(352).subtract(BigInteger.ONE));
    assertThatThrownBy(() -> withdrawals.run(frame(withdrawals, less, input(56))))
        .isInstanceOf(Halt.Reverted.class);
    for (int size : new int[] {1, 55, 57, 96}) {
      assertThatThrownBy(() -> withdrawals.run(frame(withdrawals, Wei.ONE_GWEI, input(size))))
          .isInstanceOf(Halt.Reverted.class);
    }
    assertThatThrownBy(() -> consolidations.run(frame(consolidations, Wei.ONE_GWEI, input(56))))
        .isInstanceOf(Halt.Reverted.class);
  }

  @Test
  void handsOutSixteenWithdrawalsABlockInOrderAndMovesTheFee() throws Halt {
    for (int i = 0; i < 40; i++) {
      Bytes input = Bytes.of(new byte[] {(byte) i}).concat(input(55));
      withdrawals.run(frame(withdrawals, Wei.of(1), input));
    }
    List<Integer> order = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int block = 0; block < 4; block++) {
      List<RequestPredeploy.Request> taken = withdrawals.endBlock(world);
      sizes.add(taken.size());
      taken.forEach(r -> order.add((int) r.input().at(0)));
      taken.forEach(r -> assertThat(r.source()).isEqualTo(OWNER));
      taken.forEach(r -> assertThat(r.input().slice(1, 55)).isEqualTo(input(55)));
    }
    assertThat(sizes).containsExactly(16, 16, 8, 0);
    assertThat(order).isSorted().hasSize(40);
    // 40 - 2 in the first block, then 2 less in each.
    assertThat(withdrawals.feeIn(world)).isEqualTo(fee(32));
  }

  @Test
  void handsOutTwoConsolidationsABlock() throws Halt {
    for (int i = 0; i < 3; i++) {
      consolidations.run(frame(consolidations, Wei.of(1), input(96)));
    }
    assertThat(consolidations.endBlock(world)).hasSize(2);
    assertThat(consolidations.feeIn(world)).isEqualTo(fee(2));
    List<RequestPredeploy.Request> rest = consolidations.endBlock(world);
    assertThat(rest).hasSize(1);
    assertThat(rest.getFirst().input()).isEqualTo(input(96));
  }

  /** Figures derived from the assembly of EIP-7002 under both price lists. */
  @Test
  void usesGasAsTheAssemblyDoes() throws Halt {
    for (GasSchedule schedule : GasSchedule.values()) {
      WorldState fresh = new WorldState();
      long first = requestGas(fresh, schedule, OWNER, "11");
      withdrawals.endBlock(fresh);
      long again = requestGas(fresh, schedule, STRANGER, "33");
      boolean present = schedule == GasSchedule.OSAKA;
      assertThat(first).isBetween(present ? 134_000L : 560_000L, present ? 137_000L : 578_000L);
      assertThat(again).isBetween(present ? 83_000L : 280_000L, present ? 86_000L : 284_000L);
      assertThat(first).isLessThan(GasUse.STAKING_REQUEST.recommendedLimit());
    }
  }

  private long requestGas(WorldState in, GasSchedule schedule, Address caller, String fill)
      throws Halt {
    Bytes input = Bytes.parseHex(fill.repeat(56));
    Frame frame =
        new Frame(
            in,
            schedule,
            new Executor.Call(caller, withdrawals.address(), Wei.of(1), input, Long.MAX_VALUE / 2),
            Long.MAX_VALUE / 2);
    withdrawals.run(frame);
    return schedule.intrinsicGas(input, false, true) + frame.gasUsed();
  }

  private Frame frame(BuiltIn contract, Wei value, Bytes data) {
    return new Frame(
        world,
        GasSchedule.OSAKA,
        new Executor.Call(OWNER, contract.address(), value, data, 1_000_000),
        1_000_000);
  }

  private static Bytes input(int size) {
    return Bytes.parseHex("22".repeat(size));
  }

  private static BigInteger fee(long excess) {
    return RequestPredeploy.fee(BigInteger.valueOf(excess));
  }
}
