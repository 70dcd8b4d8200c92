package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.Test;

/** Many clients at once, while the timer mines and a reorganisation passes through. */
class PracticeConcurrencyTest {
  private static final int PAYERS = 6;
  private static final int EACH = 40;
  private static final Address SHOP = Address.parse("0x00000000000000000000000000000000000000aa");

  @Test
  void losesNoTransactionAndNoCoin() throws Exception {
    long chainId = Networks.PRACTICE.chain().reference();
    List<Payer> payers = new ArrayList<>();
    PracticeChainBuilder builder = PracticeChain.builder().interval(Duration.ofMillis(1));
    for (int i = 1; i <= PAYERS; i++) {
      Payer payer = new Payer("0" + i + "11".repeat(31), chainId);
      payers.add(payer);
      builder.fund(payer.address(), Wei.ONE_ETHER);
    }
    try (PracticeChain chain = builder.build().start()) {
      run(payers, chain);
      chain.stall(true);
      assertThat(chain.poolSize()).isZero();
      assertThat(chain.balance(SHOP)).isEqualTo(Wei.of(PAYERS * EACH));
      Wei held = chain.balance(SHOP).plus(chain.balance(Genesis.FEE_RECIPIENT));
      for (Payer payer : payers) {
        assertThat(chain.nonce(payer.address())).isEqualTo(EACH);
        held = held.plus(chain.balance(payer.address()));
      }
      for (long n = 0; n <= chain.headNumber(); n++) {
        Block block = chain.ledger().block(n).orElseThrow();
        held = held.plus(block.baseFee().times(block.gasUsed()));
      }
      assertThat(held).isEqualTo(Wei.ONE_ETHER.times(PAYERS));
    }
  }

  private static void run(List<Payer> payers, PracticeChain chain) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (Payer payer : payers) {
        done.add(threads.submit(() -> pay(payer, chain)));
      }
      chain.mine(1);
      chain.reorganise(1, true);
      for (Future<?> one : done) {
        one.get();
      }
    }
    while (chain.poolSize() > 0) {
      chain.mine(1);
      assertThat(chain.headNumber()).isLessThan(1_000_000);
    }
  }

  private static Void pay(Payer payer, PracticeChain chain) throws Exception {
    try (NodeClient client = new NodeClient(chain.url())) {
      for (int nonce = 0; nonce < EACH; nonce++) {
        String raw = payer.sign(payer.draft(nonce).to(SHOP)).prefixedHex();
        client.result("eth_sendRawTransaction", "[\"" + raw + "\"]");
      }
    }
    return null;
  }
}
