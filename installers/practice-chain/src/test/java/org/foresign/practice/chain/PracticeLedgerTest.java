package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.Test;

class PracticeLedgerTest {
  private static final long CHAIN = Networks.PRACTICE.chain().reference();
  private static final Address SHOP = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final Address TOKEN = PracticeChainBuilder.TOKEN;

  private final Payer payer = Payer.developer(CHAIN);

  private PracticeChainBuilder builder() {
    return PracticeChain.builder()
        .fund(payer.address(), Wei.parseEther("100"))
        .token(Map.of(payer.address(), BigInteger.valueOf(5_000_000)));
  }

  @Test
  void takesBackWhatAReorganisationUndoes() throws RpcFault {
    PracticeChain chain = builder().build();
    chain.mine(9);
    Digest32 before = chain.ledger().head().hash();
    Digest32 tx = payer.send(chain, payer.draft(0).to(SHOP).value(Wei.ONE_ETHER));
    chain.mine(2);
    Digest32 replaced = chain.ledger().head().hash();
    assertThat(chain.isIncluded(tx)).isTrue();
    chain.reorganise(2, true);
    assertThat(chain.headNumber()).isEqualTo(12);
    assertThat(chain.ledger().block(9).orElseThrow().hash()).isEqualTo(before);
    assertThat(chain.ledger().block(replaced)).isEmpty();
    assertThat(chain.isIncluded(tx)).isFalse();
    assertThat(chain.balance(SHOP)).isEqualTo(Wei.ZERO);
    assertThat(chain.nonce(payer.address())).isZero();
    assertThat(chain.poolSize()).isEqualTo(1);
    chain.mine(1);
    assertThat(chain.isIncluded(tx)).isTrue();
    assertThat(chain.balance(SHOP)).isEqualTo(Wei.ONE_ETHER);
  }

  @Test
  void losesTransactionsWhenTheReorganisationSaysSo() throws RpcFault {
    PracticeChain chain = builder().build();
    Digest32 tx = payer.send(chain, payer.draft(0).to(SHOP));
    chain.mine(1);
    chain.reorganise(1, false);
    chain.mine(3);
    assertThat(chain.isIncluded(tx)).isFalse();
    assertThat(chain.poolSize()).isZero();
    assertThat(chain.nonce(payer.address())).isZero();
  }

  @Test
  void neverReorganisesAFinalisedBlock() {
    PracticeChain chain = builder().build();
    chain.mine(20);
    assertThat(chain.finalizedNumber()).isEqualTo(12);
    assertThatThrownBy(() -> chain.reorganise(9, true))
        .isInstanceOf(IllegalArgumentException.class);
    chain.reorganise(8, true);
    assertThat(chain.headNumber()).isEqualTo(21);
  }

  @Test
  void neverTakesFinalityBack() {
    PracticeChain chain = builder().build();
    chain.mine(12);
    assertThat(chain.finalizedNumber()).isEqualTo(4);
    chain.holdFinality(true);
    chain.reorganise(5, true);
    assertThat(chain.finalizedNumber()).isEqualTo(4);
  }

  @Test
  void isTheSameChainForTheSameCalls() throws RpcFault {
    Digest32 first = run(builder().build());
    Digest32 second = run(builder().build());
    assertThat(first).isEqualTo(second);
  }

  private Digest32 run(PracticeChain chain) throws RpcFault {
    payer.send(chain, payer.draft(0).to(SHOP));
    chain.mine(6);
    chain.reorganise(2, true);
    chain.mine(30);
    return chain.ledger().head().hash();
  }

  @Test
  void finalisesTwoEpochsBehindAndCanHoldIt() {
    PracticeChain chain = builder().build();
    chain.mine(7);
    assertThat(chain.finalizedNumber()).isZero();
    chain.mine(5);
    assertThat(chain.finalizedNumber()).isEqualTo(4);
    chain.holdFinality(true);
    chain.mine(400);
    assertThat(chain.finalizedNumber()).isEqualTo(4);
    chain.holdFinality(false);
    chain.mineUntilFinal();
    assertThat(chain.finalizedNumber()).isGreaterThanOrEqualTo(412);
  }

  @Test
  void minesNothingWhileStalled() throws RpcFault {
    PracticeChain chain = builder().build();
    Digest32 tx = payer.send(chain, payer.draft(0));
    chain.stall(true);
    assertThat(chain.mine(5)).isZero();
    assertThat(chain.isIncluded(tx)).isFalse();
    chain.stall(false);
    assertThat(chain.mine(1)).isEqualTo(1);
    assertThat(chain.isIncluded(tx)).isTrue();
  }

  @Test
  void movesTokensAndRevertsWithAReason() throws RpcFault {
    PracticeChain chain = builder().build();
    Digest32 good = payer.send(chain, token(0, SHOP, 2_000_000));
    Digest32 bad = payer.send(chain, token(1, SHOP, 3_000_001));
    chain.mine(1);
    MinedReceipt moved = chain.ledger().find(good).orElseThrow().receipt();
    assertThat(moved.outcome().succeeded()).isTrue();
    assertThat(moved.outcome().gasUsed()).isBetween(50_000L, 53_000L);
    assertThat(moved.outcome().logs()).hasSize(1);
    MinedReceipt refused = chain.ledger().find(bad).orElseThrow().receipt();
    assertThat(refused.outcome().halt()).isInstanceOf(Halt.Reverted.class);
    assertThat(refused.outcome().output().hex()).startsWith("08c379a0");
    assertThat(refused.outcome().gasUsed()).isLessThan(40_000);
    assertThat(chain.nonce(payer.address())).isEqualTo(2);
  }

  private Payer.Draft token(long nonce, Address to, long amount) {
    return payer
        .draft(nonce)
        .to(TOKEN)
        .value(Wei.ZERO)
        .gas(GasUse.TOKEN_TRANSFER.recommendedLimit())
        .data(
            Bytes.parseHex("a9059cbb")
                .concat(ContractAbi.word(to))
                .concat(ContractAbi.word(amount)));
  }

  /** EIP-2780: what was enough for a new account before is included, fails and costs its gas. */
  @Test
  void burnsTheNonceOfATransferThatTheNextScheduleMakesTooDear() throws RpcFault {
    PracticeChain chain = builder().amsterdamFrom(3).build();
    payer.send(chain, payer.draft(0).to(SHOP).value(Wei.ONE_ETHER));
    chain.mine(2);
    assertThat(chain.balance(SHOP)).isEqualTo(Wei.ONE_ETHER);
    assertThat(chain.nextSchedule()).isEqualTo(GasSchedule.AMSTERDAM);
    Address fresh = Address.parse("0x00000000000000000000000000000000000000ac");
    Digest32 lost = payer.send(chain, payer.draft(1).to(fresh).value(Wei.ONE_ETHER));
    Digest32 enough =
        payer.send(
            chain,
            payer.draft(2).to(fresh).value(Wei.ONE_ETHER).gas(GasUse.TRANSFER.recommendedLimit()));
    Digest32 known = payer.send(chain, payer.draft(3).to(SHOP).value(Wei.ONE_ETHER));
    chain.mine(1);
    MinedReceipt failed = chain.ledger().find(lost).orElseThrow().receipt();
    assertThat(failed.outcome().halt()).isInstanceOf(Halt.OutOfGas.class);
    assertThat(failed.outcome().gasUsed()).isEqualTo(21_000);
    assertThat(gas(chain, enough)).isEqualTo(204_600);
    assertThat(gas(chain, known)).isEqualTo(21_000);
    assertThat(chain.nonce(payer.address())).isEqualTo(4);
    assertThat(chain.balance(fresh)).isEqualTo(Wei.ONE_ETHER);
  }

  @Test
  void killsARequestThatWasSignedWithTodaysGas() throws RpcFault {
    for (boolean next : List.of(false, true)) {
      PracticeChain chain = builder().amsterdamFrom(next ? 1 : Long.MAX_VALUE).build();
      Digest32 tx =
          payer.send(
              chain,
              payer
                  .draft(0)
                  .to(Networks.WITHDRAWAL_REQUESTS)
                  .gas(200_000)
                  .data(Bytes.parseHex("11".repeat(56))));
      chain.mine(1);
      assertThat(chain.ledger().find(tx).orElseThrow().receipt().outcome().succeeded())
          .isEqualTo(!next);
    }
  }

  @Test
  void keepsCoinsConstantButForBurnedBaseFees() throws RpcFault {
    PracticeChain chain = builder().build();
    for (int i = 0; i < 20; i++) {
      payer.send(chain, payer.draft(i).to(SHOP).value(Wei.of(1_000 + i)));
    }
    chain.mine(3);
    Wei burned = Wei.ZERO;
    for (long n = 1; n <= 3; n++) {
      Block block = chain.ledger().block(n).orElseThrow();
      burned = burned.plus(block.baseFee().times(block.gasUsed()));
    }
    Wei held =
        chain
            .balance(payer.address())
            .plus(chain.balance(SHOP))
            .plus(chain.balance(Genesis.FEE_RECIPIENT));
    assertThat(held.plus(burned)).isEqualTo(Wei.parseEther("100"));
  }

  private static long gas(PracticeChain chain, Digest32 tx) {
    return chain.ledger().find(tx).orElseThrow().receipt().outcome().gasUsed();
  }
}
