package org.foresign.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.model.Samples;
import org.foresign.model.eth.Gwei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.Mutator;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRequestCodecTest {
  @Test
  void readsBackWhatItWroteAndAnotherLibraryWritesTheSame() {
    Seeds.check(
        200,
        random -> {
          BatchRequest request = Samples.request(random, Samples.digest(3));
          Bytes bytes = BatchRequestCodec.encode(request);
          assertThat(bytes.toArray()).isEqualTo(RequestOracle.encode(request));
          BatchRequest back = BatchRequestCodec.decode(bytes);
          assertThat(back).isEqualTo(request);
          assertThat(BatchRequestCodec.encode(back)).isEqualTo(bytes);
        });
  }

  @Test
  void damagedBytesAreRefusedOrAnotherCanonicalRequest() {
    Seeds.check(
        2,
        random ->
            Mutator.of(
                    Samples.encode(Samples.request(random, Samples.digest(3))).toArray(),
                    bytes -> BatchRequestCodec.decode(Bytes.of(bytes)),
                    request -> BatchRequestCodec.encode(request).toArray(),
                    ProblemException.class)
                .flips(6_000)
                .assertCanonical());
  }

  @Test
  void threeHundredPaymentLeavesWithCancelFitIn480Bytes() {
    assertThat(Samples.encode(Samples.payments(100, 3, true)).size()).isLessThanOrEqualTo(480);
  }

  @Test
  void aHundredDepositsToDifferentValidatorsNeedAboutFifteenKilobytes() {
    SplittableRandom random = new SplittableRandom(8);
    BatchRequest base = Samples.payments(100, 3, true);
    Run payments = base.lanes().getFirst().runs().getFirst();
    List<Operation> stakes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      stakes.add(
          new Operation.Stake(
              BlsPublicKey.of(Seeds.bytes(random, 48)),
              WithdrawalCredentials.compounding(Samples.ACCOUNTS.getFirst()),
              Gwei.ofEther(32),
              Samples.signature(random)));
    }
    Alternative deposits =
        new Alternative(
            OperationKind.STAKE,
            ReleaseClass.SPEND,
            500_000,
            payments.alternatives().getFirst().tiers(),
            stakes);
    BatchRequest request =
        with(base, List.of(new Run(7, 100, List.of(deposits, payments.alternatives().getLast()))));
    assertThat(Samples.encode(request).size()).isBetween(14_400, 15_400);
  }

  @Test
  void writesEqualColumnsAsConstantsAndRefusesThemInFull() throws ProblemException {
    BatchRequest request = Samples.payments(3, 1, false);
    Bytes bytes = Samples.encode(request);
    String recipient = "54" + Samples.RECIPIENTS.getFirst().bytes().hex();
    assertThat(bytes.hex()).containsOnlyOnce("05" + recipient);
    Bytes column =
        Bytes.parseHex(bytes.hex().replace("05" + recipient, "0583" + recipient.repeat(3)));
    refuses(column, CodecProblem.CBOR_NOT_CANONICAL);
    Bytes shorter =
        Bytes.parseHex(bytes.hex().replace("05" + recipient, "0582" + recipient.repeat(2)));
    refuses(shorter, CodecProblem.CBOR_UNEXPECTED_TYPE);
  }

  @Test
  void refusesTheAddressOfALaneInPlaceOfItsIndex() {
    Bytes bytes = Samples.encode(Samples.payments(3, 1, false));
    // nonce fact of lane 0: [1, 0, 0, 7]
    String full = "84010054" + Samples.ACCOUNTS.getFirst().bytes().hex() + "07";
    assertThat(bytes.hex()).containsOnlyOnce("8401000007");
    refuses(
        Bytes.parseHex(bytes.hex().replace("8401000007", full)), CodecProblem.CBOR_NOT_CANONICAL);
    refuses(
        Bytes.parseHex(bytes.hex().replace("8401000007", "8401000107")),
        CodecProblem.CBOR_OUT_OF_RANGE);
    refuses(
        Bytes.parseHex(bytes.hex().replace("8401000007", "8401010007")),
        BatchProblem.REQUEST_UNKNOWN_CODE);
    refuses(
        Bytes.parseHex(bytes.hex().replace("8401000007", "8408000007")),
        BatchProblem.REQUEST_UNKNOWN_CODE);
  }

  @Test
  void refusesAnotherVersion() {
    Bytes bytes = Samples.encode(Samples.payments(1, 1, false));
    byte[] other = bytes.toArray();
    assertThat(other[2]).isEqualTo((byte) 1);
    other[2] = 2;
    refuses(Bytes.of(other), CodecProblem.FORMAT_UNKNOWN_VERSION);
  }

  @Test
  void countsSlotsOverTheWholeRequestBeforeTheyAreExpanded() {
    refuses(
        bomb(2, lane -> lane.uint(1).key(2).uint(501), alternative -> payment(alternative, 1)),
        BatchProblem.REQUEST_TOO_LARGE);
    refuses(
        bomb(1, lane -> lane.uint(1).key(2).uint(1_001), alternative -> payment(alternative, 1)),
        CodecProblem.CBOR_OUT_OF_RANGE);
    refuses(
        bomb(
            1,
            lane -> lane.uint(1).key(2).uint(Long.MAX_VALUE),
            alternative -> payment(alternative, 1)),
        CodecProblem.CBOR_OUT_OF_RANGE);
  }

  @Test
  void countsLeavesOverTheWholeRequestBeforeTheyAreExpanded() {
    refuses(
        bomb(1, lane -> lane.uint(1).key(2).uint(1_000), alternative -> payment(alternative, 8), 2),
        BatchProblem.REQUEST_TOO_LARGE);
  }

  @Test
  void refusesNoncesAtTheEndOfTheirRange() {
    refuses(
        bomb(
            1,
            lane -> lane.uint(Long.MAX_VALUE).key(2).uint(2),
            alternative -> payment(alternative, 1)),
        BatchProblem.REQUEST_INCONSISTENT);
  }

  @Test
  void refusesATipAboveItsCapAndACapWithoutATip() {
    refuses(
        bomb(
            1,
            lane -> lane.uint(1).key(2).uint(1),
            alternative -> {
              alternative.uint(300_000).key(4).array(2).uint(5).uint(6);
              paymentFields(alternative);
            }),
        BatchProblem.REQUEST_INCONSISTENT);
    refuses(
        bomb(
            1,
            lane -> lane.uint(1).key(2).uint(1),
            alternative -> {
              alternative.uint(300_000).key(4).array(1).uint(5);
              paymentFields(alternative);
            }),
        BatchProblem.REQUEST_FIELD_WRONG);
  }

  @Test
  void refusesTheSameOperationTwiceInASlot() {
    BatchRequest base = Samples.payments(2, 1, false);
    Alternative once = base.lanes().getFirst().runs().getFirst().alternatives().getFirst();
    assertThatIllegalArgumentException().isThrownBy(() -> new Run(7, 2, List.of(once, once)));
  }

  @Test
  void refusesToWriteMoreThan256Kilobytes() {
    SplittableRandom random = new SplittableRandom(8);
    BatchRequest base = Samples.payments(1_000, 1, false);
    List<Alternative> alternatives = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Operation> stakes = new ArrayList<>();
      for (int slot = 0; slot < 1_000; slot++) {
        stakes.add(Samples.operation(OperationKind.STAKE, random));
      }
      alternatives.add(
          new Alternative(
              OperationKind.STAKE, ReleaseClass.SPEND, 500_000, Samples.tiers(1, 5), stakes));
    }
    BatchRequest request = with(base, List.of(new Run(7, 1_000, alternatives)));
    assertThatThrownBy(() -> BatchRequestCodec.encode(request))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(BatchProblem.REQUEST_TOO_LARGE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "80", "a0", "9f", "bf", "ff", "8888888888888888", "a1a1a1a1"})
  void refusesWhatIsNoRequest(String hex) {
    assertThatThrownBy(() -> BatchRequestCodec.decode(Bytes.parseHex(hex)))
        .isInstanceOf(ProblemException.class);
  }

  private static void payment(CborWriter writer, int tiers) {
    writer.uint(300_000).key(4).array(2 * tiers);
    long fee = 100;
    for (int i = 0; i < tiers; i++) {
      writer.uint(fee).uint(fee);
      fee = fee * 2;
    }
    paymentFields(writer);
  }

  private static void paymentFields(CborWriter writer) {
    writer.key(5).bytes(Samples.RECIPIENTS.getFirst().bytes()).key(6).uint(9);
  }

  private static Bytes bomb(int lanes, Consumer<CborWriter> run, Consumer<CborWriter> alternative) {
    return bomb(lanes, run, alternative, 1);
  }

  /** A request written by hand; {@code run} starts at its first nonce, key 1 is written. */
  private static Bytes bomb(
      int lanes, Consumer<CborWriter> run, Consumer<CborWriter> alternative, int alternatives) {
    CborWriter writer = new CborWriter().map(11);
    writer.key(1).uint(1).key(2).bytes(new byte[16]).key(3).bytes(new byte[32]);
    writer.key(4).bytes(new byte[16]).key(5).uint(1).key(7).bytes(new byte[32]);
    writer.key(8).uint(1).key(9).uint(2).key(10).array(0).key(11).array(0);
    writer.key(12).array(lanes);
    for (int i = 0; i < lanes; i++) {
      writer.map(5).key(1).uint(0).key(2).uint(560_048);
      writer.key(3).bytes(Samples.ACCOUNTS.get(i).bytes()).key(4).uint(1);
      writer.key(5).array(1).map(3).key(1);
      run.accept(writer);
      writer.key(3).array(alternatives);
      for (int j = 0; j < alternatives; j++) {
        writer.map(6).key(1).uint(6).key(2).uint(0).key(3);
        alternative.accept(writer);
      }
    }
    return writer.toBytes();
  }

  private static BatchRequest with(BatchRequest base, List<Run> runs) {
    return new BatchRequest(
        base.batchId(),
        base.deskCard(),
        base.vaultInstance(),
        base.sequence(),
        base.lastResult(),
        base.policyHash(),
        base.plannedAt(),
        base.reviewBy(),
        base.snapshots(),
        base.limits(),
        List.of(new Lane(base.lanes().getFirst().id(), 1, runs)));
  }

  private static void refuses(Bytes bytes, ProblemCode code) {
    assertThatThrownBy(() -> BatchRequestCodec.decode(bytes))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code));
  }

  @Test
  void anEmptyListOfAlternativesOrRunsIsRefused() {
    refuses(
        bomb(1, lane -> lane.uint(1).key(2).uint(1), a -> {}, 0),
        BatchProblem.REQUEST_INCONSISTENT);
  }
}
