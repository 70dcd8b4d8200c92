package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foresign.model.Samples;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class ExposurePropertyTest {
  private static final BigInteger END = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  @Test
  void noChoiceOfLeavesCostsMoreThanTheExposureAndOneCostsExactlyThat() {
    Seeds.check(
        150,
        random -> {
          List<UnsignedTx> leaves = leaves(random);
          SortedMap<LaneId, Exposure> exposure =
              ExposureCalculator.byLane(ExposureCalculator.bySlot(leaves));
          Map<SlotId, List<UnsignedTx>> slots =
              leaves.stream().collect(Collectors.groupingBy(UnsignedTx::slot));
          for (int attempt = 0; attempt < 5; attempt++) {
            Map<LaneId, Map<Asset, BigInteger>> spent = new TreeMap<>();
            slots.forEach(
                (slot, choices) -> spend(spent, choices.get(random.nextInt(choices.size()))));
            spent.forEach((lane, assets) ->
                assets.forEach((asset, amount) ->
                    assertThat(exposure.get(lane).of(asset).value())
                        .isGreaterThanOrEqualTo(amount.min(END))));
          }
          exposure.forEach((lane, worst) ->
              worst
                  .amounts()
                  .forEach((asset, amount) ->
                      assertThat(amount.value()).isEqualTo(worstOf(slots, lane, asset).min(END))));
        });
  }

  @Test
  void orderOfLeavesDoesNotMatterAndMoreLeavesNeverLowerIt() {
    Seeds.check(
        60,
        random -> {
          List<UnsignedTx> leaves = leaves(random);
          List<UnsignedTx> shuffled = new ArrayList<>(leaves);
          Collections.shuffle(shuffled, new java.util.Random(random.nextLong()));
          SortedMap<SlotId, Exposure> all = ExposureCalculator.bySlot(leaves);
          assertThat(ExposureCalculator.bySlot(shuffled)).isEqualTo(all);
          List<UnsignedTx> fewer = shuffled.subList(0, shuffled.size() / 2);
          ExposureCalculator.bySlot(fewer)
              .forEach(
                  (slot, part) -> assertThat(part.above(all.get(slot))).isEqualTo(Exposure.NONE));
        });
  }

  @Test
  void whatIsAddedBringsEachNonceToTheLargerOfBeforeAndNow() {
    Seeds.check(
        60,
        random -> {
          List<UnsignedTx> leaves = leaves(random);
          SortedMap<SlotId, Exposure> now = ExposureCalculator.bySlot(leaves);
          Map<SlotId, Exposure> before = new HashMap<>();
          now.forEach((slot, exposure) -> {
            if (random.nextBoolean()) {
              Asset asset = slot.lane().nativeAsset();
              before.put(slot, Exposure.of(asset, Samples.anyAmount(random)));
            }
          });
          LedgerView ledger = PolicySamples.ledger(before);
          SortedMap<LaneId, Exposure> added = ExposureCalculator.added(now, ledger);
          added.forEach((lane, more) -> {
            Asset asset = lane.nativeAsset();
            BigInteger expected = BigInteger.ZERO;
            for (Map.Entry<SlotId, Exposure> slot : now.entrySet()) {
              if (slot.getKey().lane().equals(lane)) {
                BigInteger old =
                    before.getOrDefault(slot.getKey(), Exposure.NONE).of(asset).value();
                expected = expected.add(slot.getValue().of(asset).value().max(old).subtract(old));
              }
            }
            assertThat(more.of(asset).value()).isEqualTo(expected.min(END));
          });
        });
  }

  @Test
  void sumsStopAtTheEndOfTheScaleAndSaySo() {
    Asset asset = Asset.nativeOf(Samples.HOODI);
    Exposure most = Exposure.of(asset, new Wei(END));
    assertThat(most.countable()).isFalse();
    assertThat(most.plus(Exposure.of(asset, Wei.of(1)))).isEqualTo(most);
    assertThat(Exposure.of(asset, Wei.of(5)).countable()).isTrue();
    assertThat(Exposure.of(asset, END.multiply(END))).isEqualTo(most);
    assertThat(Exposure.of(asset, Wei.ZERO)).isEqualTo(Exposure.NONE);
  }

  private static List<UnsignedTx> leaves(SplittableRandom random) throws Exception {
    BatchRequest request = Samples.request(random, Samples.digest(1));
    return BatchExpander.expand(request, Samples.encode(request)).leaves();
  }

  private static BigInteger worstOf(Map<SlotId, List<UnsignedTx>> slots, LaneId lane, Asset asset) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<SlotId, List<UnsignedTx>> slot : slots.entrySet()) {
      if (slot.getKey().lane().equals(lane)) {
        BigInteger worst = BigInteger.ZERO;
        for (UnsignedTx leaf : slot.getValue()) {
          worst = worst.max(cost(leaf).getOrDefault(asset, BigInteger.ZERO).min(END));
        }
        sum = sum.add(worst);
      }
    }
    return sum;
  }

  private static void spend(Map<LaneId, Map<Asset, BigInteger>> spent, UnsignedTx leaf) {
    Map<Asset, BigInteger> lane = spent.computeIfAbsent(leaf.slot().lane(), key -> new TreeMap<>());
    cost(leaf).forEach((asset, amount) -> lane.merge(asset, amount, BigInteger::add));
  }

  /** Value plus gas limit times fee cap (request fees are value); tokens. */
  private static Map<Asset, BigInteger> cost(UnsignedTx leaf) {
    Eip1559Tx tx = leaf.tx();
    Map<Asset, BigInteger> cost = new HashMap<>();
    cost.put(
        Asset.nativeOf(tx.chain()),
        tx.value()
            .value()
            .add(tx.fees().maxFeePerGas().value().multiply(BigInteger.valueOf(tx.gasLimit()))));
    if (leaf.operation() instanceof Operation.TokenTransfer transfer) {
      cost.put(Asset.token(tx.chain(), transfer.token()), transfer.amount().value());
    }
    return cost;
  }
}
