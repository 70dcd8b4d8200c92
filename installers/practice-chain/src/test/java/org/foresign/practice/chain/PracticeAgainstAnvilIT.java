package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.testkit.Anvil;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The same transactions to anvil and to the practice chain: fees, gas and balances must agree. */
@Tag("anvil")
class PracticeAgainstAnvilIT {
  private static final long CHAIN_ID = 31_337;
  private static final long BLOCK_GAS = 30_000_000;
  private static final Address SHOP = Address.parse("0x00000000000000000000000000000000000f0e51");
  private static final Address REFUSER =
      Address.parse("0x00000000000000000000000000000000000f0e52");

  private final Payer payer = Payer.developer(CHAIN_ID);
  private Anvil anvil;
  private NodeClient theirs;
  private PracticeChain chain;
  private NodeClient ours;

  @BeforeEach
  void start() throws Exception {
    anvil =
        Anvil.startOrSkip(
            CHAIN_ID,
            "--gas-limit",
            Long.toString(BLOCK_GAS),
            "--block-base-fee-per-gas",
            "1000000000",
            "--hardfork",
            "osaka",
            "--no-mining");
    theirs = new NodeClient(URI.create(anvil.url()));
    chain =
        PracticeChain.builder()
            .network(likePractice())
            .fund(payer.address(), Wei.parseEther("10000"))
            .blockGasLimit(BLOCK_GAS)
            .baseFee(Wei.ONE_GWEI)
            .build()
            .start();
    ours = new NodeClient(chain.url());
    theirs.result("anvil_setCode", "[\"%s\",\"0x5f5ffd\"]".formatted(REFUSER));
    chain.setCode(REFUSER, Executor.REVERTING_CODE);
    // Block 1 has this base fee on both sides; from there each side's own rule goes on.
    theirs.result("anvil_setNextBlockBaseFeePerGas", "[\"0x3b9aca00\"]");
    chain.spikeBaseFee(Wei.ONE_GWEI);
    mine();
  }

  @AfterEach
  void stop() {
    if (anvil != null) {
      theirs.close();
      ours.close();
      chain.close();
      anvil.close();
    }
  }

  private static Network likePractice() {
    Network p = Networks.PRACTICE;
    return new Network(
        Chain.evm(CHAIN_ID),
        "practice",
        p.genesisFork(),
        p.capellaFork(),
        p.genesisValidatorsRoot(),
        p.depositContract(),
        p.withdrawalRequests(),
        p.consolidationRequests(),
        false,
        true);
  }

  @Test
  void agreesOnFeesGasAndBalances() throws Exception {
    Seeds.check(1, this::runBlocks);
  }

  private void runBlocks(SplittableRandom random) throws Exception {
    long nonce = 0;
    for (int block = 0; block < 25; block++) {
      List<String> hashes = new ArrayList<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        Payer.Draft draft = draft(random, nonce++);
        hashes.add(sendToBoth(payer.sign(draft)));
      }
      mine();
      JsonNode their = theirs.result("eth_getBlockByNumber", "[\"latest\",false]");
      JsonNode our = ours.result("eth_getBlockByNumber", "[\"latest\",false]");
      for (String field : List.of("number", "baseFeePerGas", "gasUsed", "transactions")) {
        assertThat(our.get(field)).as(field).isEqualTo(their.get(field));
      }
      for (String hash : hashes) {
        compareReceipts(hash);
      }
    }
    assertThat(nonce).isPositive();
    for (Address address : List.of(payer.address(), SHOP)) {
      String params = "[\"%s\",\"latest\"]".formatted(address.bytes().prefixedHex());
      assertThat(ours.result("eth_getBalance", params))
          .isEqualTo(theirs.result("eth_getBalance", params));
      assertThat(ours.result("eth_getTransactionCount", params))
          .isEqualTo(theirs.result("eth_getTransactionCount", params));
    }
  }

  private void compareReceipts(String hash) throws Exception {
    String params = "[\"" + hash + "\"]";
    JsonNode our = ours.result("eth_getTransactionReceipt", params);
    JsonNode their = theirs.result("eth_getTransactionReceipt", params);
    for (String field :
        List.of(
            "status", "gasUsed", "cumulativeGasUsed", "effectiveGasPrice", "from", "to", "type")) {
      assertThat(our.get(field)).as(field).isEqualTo(their.get(field));
    }
  }

  /** Payments and reverted calls; long calldata fills blocks by its floor price (EIP-7623). */
  private Payer.Draft draft(SplittableRandom random, long nonce) {
    Bytes data =
        random.nextInt(3) == 0
            ? Bytes.EMPTY
            : Bytes.of(Seeds.bytes(random, random.nextInt(90_000)));
    return payer
        .draft(nonce)
        .to(random.nextInt(4) == 0 ? REFUSER : SHOP)
        .value(Wei.of(random.nextLong(1_000_000_000_000L)))
        .data(data)
        .gas(4_000_000)
        .caps(Wei.ofGwei(100), Wei.of(1 + random.nextLong(2_000_000_000)));
  }

  /**
   * anvil's pool is laxer than geth's: no calldata floor, no 1 ETH limit, no EIP-7825 by default,
   * and a replacement that raises only the cap.
   */
  @Test
  void refusesWhatAnvilRefuses() throws Exception {
    Payer.Draft good = payer.draft(0).caps(Wei.ofGwei(20), Wei.ofGwei(10)).to(SHOP);
    refusedByBoth(payer.sign(good.chain(1)));
    refusedByBoth(payer.sign(good.gas(20_999)));
    refusedByBoth(payer.sign(good.value(Wei.parseEther("10000"))));
    refusedByBoth(payer.sign(good.caps(Wei.ofGwei(1), Wei.ofGwei(2))));
    byte[] cut = payer.sign(good).toArray();
    refusedByBoth(Bytes.of(cut, 0, cut.length - 1));
    sendToBoth(payer.sign(good));
    refusedByBoth(payer.sign(good));
    refusedByBoth(payer.sign(good.value(Wei.of(2))));
    String replacement = sendToBoth(payer.sign(good.caps(Wei.ofGwei(22), Wei.ofGwei(11))));
    mine();
    compareReceipts(replacement);
    refusedByBoth(payer.sign(good));
  }

  private void refusedByBoth(Bytes raw) throws IOException, InterruptedException {
    String params = "[\"" + raw.prefixedHex() + "\"]";
    ours.error("eth_sendRawTransaction", params);
    theirs.error("eth_sendRawTransaction", params);
  }

  private String sendToBoth(Bytes raw) throws IOException, InterruptedException {
    String params = "[\"" + raw.prefixedHex() + "\"]";
    String hash = ours.result("eth_sendRawTransaction", params).asString();
    assertThat(theirs.result("eth_sendRawTransaction", params).asString()).isEqualTo(hash);
    return hash;
  }

  private void mine() throws IOException, InterruptedException {
    theirs.result("evm_mine", "[]");
    chain.mine(1);
  }
}
