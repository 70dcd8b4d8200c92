package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

/** Each rejection of a real node, in geth's words, and what waits instead of being rejected. */
class PracticePoolTest {
  private static final long CHAIN = Networks.PRACTICE.chain().reference();
  private static final Address SHOP = Address.parse("0x00000000000000000000000000000000000000aa");

  private final Payer payer = Payer.developer(CHAIN);
  private final PracticeChain chain =
      PracticeChain.builder().fund(payer.address(), Wei.parseEther("10")).build();

  @Test
  void includesAGoodTransactionAndCharges() throws RpcFault {
    Digest32 hash = payer.send(chain, payer.draft(0).to(SHOP).value(Wei.ONE_ETHER));
    Wei baseFee = chain.nextBaseFee();
    chain.mine(1);
    assertThat(chain.isIncluded(hash)).isTrue();
    assertThat(chain.balance(SHOP)).isEqualTo(Wei.ONE_ETHER);
    Wei price = baseFee.plus(Wei.ONE_GWEI).min(Wei.ofGwei(2));
    assertThat(chain.balance(payer.address()))
        .isEqualTo(Wei.parseEther("9").minus(price.times(21_000)));
    assertThat(chain.nonce(payer.address())).isEqualTo(1);
  }

  @Test
  void refusesAnotherChain() {
    refuses(
        () -> payer.send(chain, payer.draft(0).chain(1)),
        "invalid sender: invalid chain id for signer: have 1 want " + CHAIN);
  }

  @Test
  void refusesHighS() {
    refuses(
        () -> chain.ledger().submit(payer.signHigh(payer.draft(0))),
        "invalid sender: invalid transaction v, r, s values");
  }

  @Test
  void refusesASignatureThatIsNone() {
    byte[] raw = payer.sign(payer.draft(0)).toArray();
    Arrays.fill(raw, raw.length - 32, raw.length, (byte) 0xff);
    refuses(
        () -> chain.ledger().submit(Bytes.of(raw)),
        "invalid sender: invalid transaction v, r, s values");
  }

  @Test
  void takesATamperedTransactionForThatOfAnEmptyAccount() {
    byte[] raw = payer.sign(payer.draft(0)).toArray();
    raw[raw.length - 40] ^= 1;
    assertThatThrownBy(() -> chain.ledger().submit(Bytes.of(raw)))
        .isInstanceOf(RpcFault.class)
        .message()
        .containsAnyOf("insufficient funds", "invalid sender");
  }

  @Test
  void refusesAUsedNonce() throws RpcFault {
    payer.send(chain, payer.draft(0));
    chain.mine(1);
    refuses(
        () -> payer.send(chain, payer.draft(0).value(Wei.of(2))),
        "nonce too low: next nonce 1, tx nonce 0");
  }

  @Test
  void refusesWhatItHas() throws RpcFault {
    payer.send(chain, payer.draft(0));
    refuses(() -> payer.send(chain, payer.draft(0)), "already known");
  }

  @Test
  void replacesOnlyWhenBothFeesRiseByTenPercent() throws RpcFault {
    payer.send(chain, payer.draft(0).caps(Wei.of(2_000_000_000), Wei.of(1_000_000_000)));
    String underpriced = "replacement transaction underpriced";
    refuses(() -> payer.send(chain, fees(2_199_999_999L, 1_100_000_000L)), underpriced);
    refuses(() -> payer.send(chain, fees(2_200_000_000L, 1_099_999_999L)), underpriced);
    Digest32 next = payer.send(chain, fees(2_200_000_000L, 1_100_000_000L));
    assertThat(chain.poolSize()).isEqualTo(1);
    chain.mine(1);
    assertThat(chain.isIncluded(next)).isTrue();
  }

  private Payer.Draft fees(long cap, long tip) {
    return payer.draft(0).value(Wei.of(9)).caps(Wei.of(cap), Wei.of(tip));
  }

  @Test
  void refusesWhatTheAccountCannotPay() {
    refuses(
        () -> payer.send(chain, payer.draft(0).value(Wei.parseEther("10"))),
        "insufficient funds for gas * price + value: balance 10000000000000000000");
  }

  @Test
  void countsWhatIsAlreadyPendingForTheSender() throws RpcFault {
    payer.send(chain, payer.draft(0).value(Wei.parseEther("6")));
    refuses(
        () -> payer.send(chain, payer.draft(1).value(Wei.parseEther("6"))),
        "insufficient funds for gas * price + value: balance 10000000000000000000, queued cost");
    payer.send(chain, payer.draft(1).value(Wei.parseEther("3")));
  }

  @Test
  void refusesGasBelowIntrinsicAndFloor() {
    refuses(
        () -> payer.send(chain, payer.draft(0).gas(20_999)),
        "intrinsic gas too low: gas 20999, minimum needed 21000");
    Bytes data = Bytes.of(new byte[100]);
    refuses(
        () -> payer.send(chain, payer.draft(0).data(data).gas(21_400)),
        "insufficient gas for floor data gas cost: gas 21400, minimum needed 22000");
  }

  @Test
  void refusesGasAboveTheCapOfATransaction() throws RpcFault {
    Payer.Draft cheap = payer.draft(0).caps(Wei.ofGwei(2), Wei.of(1));
    refuses(
        () -> payer.send(chain, cheap.gas(16_777_217)),
        "transaction gas limit too high (cap: 16777216, tx: 16777217)");
    payer.send(chain, cheap.gas(16_777_216));
  }

  @Test
  void refusesAFeeProductOverOneEther() {
    refuses(
        () ->
            payer.send(chain, payer.draft(0).gas(1_000_000).caps(Wei.ofGwei(1_001), Wei.ofGwei(1))),
        "tx fee (1.00 ether) exceeds the configured cap (1.00 ether)");
  }

  @Test
  void refusesATipAboveTheCapOrBelowTheMinimum() {
    refuses(
        () -> payer.send(chain, payer.draft(0).caps(Wei.ofGwei(1), Wei.ofGwei(2))),
        "max priority fee per gas higher than max fee per gas");
    refuses(
        () -> payer.send(chain, payer.draft(0).caps(Wei.ofGwei(2), Wei.ZERO)),
        "transaction gas price below minimum: gas tip cap 0, minimum needed 1");
  }

  @Test
  void refusesOversizedAndOtherTypes() {
    Payer.Draft large = payer.draft(0).data(Bytes.of(new byte[128 * 1024])).gas(10_000_000);
    refuses(() -> payer.send(chain, large), "oversized data");
    refuses(() -> chain.ledger().submit(Bytes.parseHex("01c0")), "transaction type not supported");
    refuses(() -> chain.ledger().submit(Bytes.parseHex("c0")), "transaction type not supported");
    refuses(() -> chain.ledger().submit(Bytes.EMPTY), "typed transaction too short");
  }

  @Test
  void refusesASenderWithCode() {
    chain.setCode(payer.address(), Bytes.parseHex("6000"));
    refuses(() -> payer.send(chain, payer.draft(0)), "sender not an eoa");
  }

  @Test
  void letsADelegatedSenderHaveOneInFlight() throws RpcFault {
    chain.setCode(payer.address(), Bytes.parseHex("ef0100" + "11".repeat(20)));
    refuses(() -> payer.send(chain, payer.draft(1)), "gapped-nonce tx from delegated accounts");
    payer.send(chain, payer.draft(0));
    refuses(
        () -> payer.send(chain, payer.draft(1)),
        "in-flight transaction limit reached for delegated accounts");
    chain.mine(1);
    payer.send(chain, payer.draft(1));
  }

  @Test
  void keepsACapUnderTheBaseFeeUntilTheFeeFalls() throws RpcFault {
    chain.spikeBaseFee(Wei.ofGwei(3));
    Digest32 hash = payer.send(chain, payer.draft(0));
    Digest32 behind = payer.send(chain, payer.draft(1).caps(Wei.ofGwei(9), Wei.ofGwei(1)));
    chain.mine(1);
    assertThat(chain.isIncluded(hash)).isFalse();
    assertThat(chain.isIncluded(behind)).isFalse();
    while (chain.nextBaseFee().compareTo(Wei.ofGwei(2)) > 0) {
      chain.mine(1);
      assertThat(chain.headNumber()).isLessThan(50);
    }
    chain.mine(1);
    assertThat(chain.isIncluded(hash)).isTrue();
    assertThat(chain.isIncluded(behind)).isTrue();
  }

  @Test
  void keepsAGappedNonceUntilTheGapCloses() throws RpcFault {
    Digest32 second = payer.send(chain, payer.draft(1));
    chain.mine(2);
    assertThat(chain.isIncluded(second)).isFalse();
    assertThat(chain.poolSize()).isEqualTo(1);
    payer.send(chain, payer.draft(0));
    chain.mine(1);
    assertThat(chain.isIncluded(second)).isTrue();
    assertThat(chain.nonce(payer.address())).isEqualTo(2);
  }

  @Test
  void dropsTheFarthestBehindAGap() throws RpcFault {
    for (int nonce = 1; nonce <= 70; nonce++) {
      payer.send(chain, payer.draft(nonce));
    }
    assertThat(chain.poolSize()).isEqualTo(64);
  }

  @Test
  void dropsLeavesOfANonceThatWasUsedElsewhere() throws RpcFault {
    payer.send(chain, payer.draft(0));
    chain.setNonce(payer.address(), 1);
    assertThat(chain.poolSize()).isZero();
    chain.mine(1);
    refuses(() -> payer.send(chain, payer.draft(0)), "nonce too low");
  }

  @Test
  void readsOnlyCanonicalTransactions() {
    byte[] good = payer.sign(payer.draft(3).data(Bytes.of(new byte[60]))).toArray();
    TransactionReader reader = new TransactionReader(Secp256k1.best(), CHAIN);
    Mutator.of(
            good, bytes -> reader.read(Bytes.of(bytes)), tx -> tx.raw().toArray(), RpcFault.class)
        .assertCanonical();
  }

  private static void refuses(ThrowingCallable call, String words) {
    assertThatThrownBy(call).isInstanceOf(RpcFault.class).hasMessageContaining(words);
  }
}
