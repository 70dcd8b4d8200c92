package org.foresign.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsFileTest {
  private static final Chain CHAIN = Chain.evm(560_048);
  private static final Address ALICE = Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed");
  private static final Address USDX = Address.parse("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359");

  private final PaymentsFile reader = new PaymentsFile(CHAIN, policy(CHAIN));

  private static Policy policy(Chain chain) {
    return new Policy(
        1,
        null,
        Bytes.of(new byte[16]),
        0,
        true,
        1,
        0,
        List.of(),
        List.of(new Policy.AddressBookEntry(chain, ALICE, "Custodian, main")),
        List.of(new Policy.Token(Asset.token(chain, USDX), "USDX", 6)),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private List<PlannedSlot> read(String text) throws ProblemException {
    return reader.read(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsAddressesNamesTokensAndRepetitions() throws ProblemException {
    List<PlannedSlot> slots =
        read(
            "recipient,amount,asset,times\n"
                + ALICE
                + ",1.5,,1\r\n\"Custodian, main\",2500.000001,USDX,2\n\n");
    PlannedSlot token =
        PlannedSlot.of(new Operation.TokenTransfer(USDX, ALICE, Wei.of(2_500_000_001L)));
    assertThat(slots)
        .containsExactly(
            PlannedSlot.of(new Operation.NativeTransfer(ALICE, Wei.of(1_500_000_000_000_000_000L))),
            token,
            token);
  }

  @Test
  void keepsTheReferenceOfEachLineAndRefusesWhatMayNotTravel() throws ProblemException {
    assertThat(
            read(
                    "recipient,amount,asset,reference,times\n"
                        + ALICE
                        + ",1,,INV 7,2\n"
                        + ALICE
                        + ",1,,,1\n")
                .stream()
                .map(PlannedSlot::references))
        .containsExactly(List.of("INV 7"), List.of("INV 7"), List.of(""));
    // 12,5 with a decimal comma must not become 12 with the reference 5.
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("recipient,amount,reference\n" + ALICE + ",12,5\n"));
    for (String bad : List.of("Zürich", "a\u001b[2J", "a".repeat(41), "a  b")) {
      assertThatExceptionOfType(ProblemException.class)
          .as(bad)
          .isThrownBy(
              () -> read("recipient,amount,asset,reference\n" + ALICE + ",1,," + bad + "\n"));
    }
  }

  @Test
  void damagedFilesAreReadOrRefusedWithADeclaredProblem() {
    String good =
        "recipient,amount,asset,times\n"
            + ALICE
            + ",1.5,,1\r\n\"Custodian, main\",2500.000001,USDX,2\n";
    Mutator.of(
            good.getBytes(StandardCharsets.UTF_8),
            bytes -> reader.read(Bytes.of(bytes)),
            slots -> new byte[0],
            ProblemException.class)
        .oversize(PaymentsFile.MAX_BYTES + 1)
        .assertOnlyDeclared();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "recipient,amount",
        "to,amount\nx,1",
        "recipient,amount,amount\nx,1,1",
        "recipient\nx",
      })
  void refusesBadHeadings(String text) {
    if (text.equals("recipient,amount")) {
      assertThat(catchRead(text)).isEmpty();
      return;
    }
    assertThatThrownBy(() -> read(text)).isInstanceOf(ProblemException.class);
  }

  private List<PlannedSlot> catchRead(String text) {
    try {
      return read(text);
    } catch (ProblemException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1,",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB,1,",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,-1,",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1e3,",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,0,",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,\"1,000\",",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,0.0000001,USDX",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1,NONE",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1",
        "\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1,",
      })
  void refusesAWrongLineAsAWhole(String line) {
    String text =
        "recipient,amount,asset\n0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed,1,\n" + line + "\n";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void saysWhatAFileIsOrWhereItIsWrong() {
    said("recipient,amount,times\nA,12,5", "times stands right behind amount");
    said("recipient,amount\nA,12,5", "an amount with a comma counts as two");
    said("recipient;amount;asset;times\nA;1,5;ETH;1", "semicolons");
    said("recipient\tamount\nA\t1", "tabs");
    said("recipient,amount,asset,times,,\nA,1.5,ETH,1,,", "column 5 has no name");
    said("\"Custodian, main\",1.5", "the heading is missing");
    said("A,1.5", "the heading is missing");
    said("recipient,sum\nA,1", "unknown column sum; columns are recipient");
    said("recipient,amount\nCustodain main,1", "no such name in the address book: Custodain main");
    said("recipient,amount\n\"Custodain, main\",1", "did you mean \"Custodian, main\"?");
    said("recipient,amount\n\"Custodian, main\u00a0\",1", "did you mean \"Custodian, main\"?");
    said("recipient,amount,asset\nA,1.000,ETH", "may mean 1 or 1000");
    said("recipient,amount,asset\nA,1e1,ETH", "exponent");
    said("recipient,amount,asset\nA,+1,ETH", "sign");
    said("recipient,amount,asset\nA,\u0663,ETH", "another script");
    said("recipient,amount,asset\nA,1000000000,ETH", "as gwei it would be 1 ETH");
    said("recipient,amount,asset\nA,1,USDY", "did you mean \"USDX\"?");
    said("recipient,amount,asset,times\nA,1,ETH,\u0663", "times is a number");
  }

  private void said(String file, String finding) {
    assertThatThrownBy(() -> read(file.replace("A,", ALICE + ",")))
        .as(file)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(finding);
  }

  @Test
  void callsTheCoinOfAnotherChainByItsOwnSymbol() throws ProblemException {
    Chain gnosis = Chain.evm(100);
    PaymentsFile there = new PaymentsFile(gnosis, policy(gnosis));
    PlannedSlot paid = PlannedSlot.of(new Operation.NativeTransfer(ALICE, Wei.parseEther("2")));
    for (String symbol : List.of("xDAI", "XDAI", "xdai", "")) {
      assertThat(there.read(line(symbol))).as(symbol).containsExactly(paid);
    }
    assertThatThrownBy(() -> there.read(line("ETH")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(
            "this chain's coin is xDAI, and the policy names no token called ETH");
    Chain unknown = Chain.evm(4_242);
    assertThatThrownBy(() -> new PaymentsFile(unknown, policy(unknown)).read(line("ETH")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("the policy names no token called ETH");
  }

  private static Bytes line(String symbol) {
    String csv = "recipient,amount,asset\n" + ALICE + ",2," + symbol + "\n";
    return Bytes.of(csv.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatSpreadsheetsAddWithoutHarm() throws ProblemException {
    assertThat(
            read("\ufeffRecipient, Amount ,asset,times\r\n" + ALICE + ",\"1.5\",ETH,1\r\n,,,\r\n"))
        .containsExactly(
            PlannedSlot.of(
                new Operation.NativeTransfer(ALICE, Wei.of(1_500_000_000_000_000_000L))));
    byte[] wide = "recipient,amount\n".getBytes(StandardCharsets.UTF_16);
    assertThatThrownBy(() -> reader.read(Bytes.of(wide))).hasMessageContaining("UTF-16");
  }
}
