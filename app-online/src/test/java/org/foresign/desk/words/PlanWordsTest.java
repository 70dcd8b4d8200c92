package org.foresign.desk.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.plan.PaymentsFile;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.junit.jupiter.api.Test;

/** A slip in a file is seen in what the plan reads back. */
class PlanWordsTest {
  private static final Chain HOODI = Networks.HOODI.chain();
  private static final Chain GNOSIS = Chain.evm(100);
  private static final Address ALICE = Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
  private static final Address USDX = Address.parse("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359");

  private final PlanWords notes =
      new PlanWords(
          new PolicyWords(
              new Policy(
                  1,
                  null,
                  Bytes.of(new byte[16]),
                  0,
                  true,
                  1,
                  0,
                  List.of(),
                  List.of(new Policy.AddressBookEntry(HOODI, ALICE, "Custodian")),
                  List.of(new Policy.Token(Asset.token(HOODI, USDX), "USDX", 6)),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of())));

  @Test
  void saysWhatEachLineOfAFilePaysInAll() {
    assertThat(
            notes.totals(
                HOODI,
                List.of(
                    line(2, new Operation.NativeTransfer(ALICE, Wei.parseEther("12")), 5),
                    line(3, new Operation.NativeTransfer(ALICE, Wei.parseEther("1.5")), 1),
                    line(4, new Operation.TokenTransfer(USDX, ALICE, Wei.of(2_500_000_000L)), 2))))
        .containsExactly(
            "The payments files say:",
            "  line 2: 12 ETH x 5 = 60 ETH to Custodian (" + ALICE + ")",
            "  line 3: 1.5 ETH to Custodian (" + ALICE + ")",
            "  line 4: 2,500 USDX x 2 = 5,000 USDX: five thousand to Custodian (" + ALICE + ")");
  }

  @Test
  void countsInTheChainsOwnCoin() {
    Operation payment = new Operation.NativeTransfer(ALICE, Wei.parseEther("2000000"));
    assertThat(notes.totals(GNOSIS, List.of(line(2, payment, 1))))
        .last()
        .isEqualTo("  line 2: 2,000,000 xDAI: two million to " + ALICE);
  }

  @Test
  void saysNothingWhereThereIsNothingToSay() {
    assertThat(notes.totals(HOODI, List.of())).isEmpty();
    assertThat(PlanWords.rivals(List.of())).isEmpty();
  }

  @Test
  void foldsTheBatchesOfOneNumberIntoOneLine() {
    assertThat(PlanWords.rivals(List.of(batch(1))))
        .containsExactly(
            "The vault signs this batch or batch 0100000000000000 (exported), not both: they have"
                + " the same number.");
    assertThat(
            PlanWords.rivals(IntStream.rangeClosed(1, 7).mapToObj(PlanWordsTest::batch).toList()))
        .singleElement()
        .asString()
        .contains("or 0500000000000000 (exported) or one of 2 more, only one of them")
        .doesNotContain("06000000");
  }

  private static PlannedBatch batch(int number) {
    byte[] digest = new byte[32];
    digest[0] = (byte) number;
    return new PlannedBatch(
        Bytes.of(new byte[16]),
        Digest32.of(digest),
        Bytes.of(new byte[16]),
        4,
        PlannedBatch.State.EXPORTED,
        0);
  }

  private static PaymentsFile.Line line(int number, Operation payment, int times) {
    return new PaymentsFile.Line(number, payment, times, "");
  }
}
