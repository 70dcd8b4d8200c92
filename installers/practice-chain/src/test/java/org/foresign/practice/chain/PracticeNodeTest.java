package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON-RPC side over real HTTP on loopback. */
class PracticeNodeTest {
  private static final long CHAIN = Networks.PRACTICE.chain().reference();
  private static final Address SHOP = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final String TOKEN = PracticeChainBuilder.TOKEN.bytes().prefixedHex();

  private final Payer payer = Payer.developer(CHAIN);
  private final String account = payer.address().bytes().prefixedHex();
  private final PracticeChain chain =
      PracticeChain.builder()
          .fund(payer.address(), Wei.parseEther("100"))
          .token(Map.of(payer.address(), BigInteger.valueOf(77)))
          .amsterdamFrom(1_000)
          .build();
  private NodeClient node;

  @BeforeEach
  void start() throws IOException {
    chain.start();
    node = new NodeClient(chain.url());
  }

  @AfterEach
  void stop() {
    node.close();
    chain.close();
  }

  @Test
  void tellsWhoItIs() throws Exception {
    assertThat(node.result("eth_chainId", "[]").asString())
        .isEqualTo("0x" + Long.toHexString(CHAIN));
    assertThat(node.result("net_version", "[]").asString()).isEqualTo(Long.toString(CHAIN));
    assertThat(node.result("web3_clientVersion", "[]").asString()).startsWith("foresign-practice");
    assertThat(node.result("eth_syncing", "[]").booleanValue()).isFalse();
    JsonNode config = node.result("eth_config", "[]");
    assertThat(config.at("/current/activationTime").longValue()).isZero();
    assertThat(config.at("/current/forkId").asString()).matches("0x[0-9a-f]{8}");
    assertThat(config.at("/next/activationTime").longValue())
        .isEqualTo(chain.ledger().settings().timestampAt(1_000));
    assertThat(config.at("/current/systemContracts/DEPOSIT_CONTRACT_ADDRESS").asString())
        .isEqualTo(Networks.PRACTICE.depositContract().bytes().prefixedHex());
  }

  @Test
  void followsATransactionFromPoolToReceipt() throws Exception {
    Bytes raw = payer.sign(payer.draft(0).to(SHOP).value(Wei.of(5)));
    String hash =
        "\"" + node.result("eth_sendRawTransaction", quoted(raw.prefixedHex())).asString() + "\"";
    assertThat(node.result("eth_getTransactionReceipt", "[" + hash + "]").isNull()).isTrue();
    JsonNode pooled = node.result("eth_getTransactionByHash", "[" + hash + "]");
    assertThat(pooled.get("blockHash").isNull()).isTrue();
    assertThat(count("latest")).isEqualTo("0x0");
    assertThat(count("pending")).isEqualTo("0x1");
    assertThat(balance(SHOP, "latest")).isEqualTo("0x0");
    assertThat(balance(SHOP, "pending")).isEqualTo("0x5");
    assertThat(node.result("txpool_status", "[]").get("pending").asString()).isEqualTo("0x1");
    JsonNode pending = node.result("eth_getBlockByNumber", "[\"pending\",false]");
    assertThat(pending.get("transactions")).hasSize(1);
    assertThat(pending.get("hash").isNull()).isTrue();

    node.result("practice_mine", "[]");
    JsonNode receipt = node.result("eth_getTransactionReceipt", "[" + hash + "]");
    assertThat(receipt.get("status").asString()).isEqualTo("0x1");
    assertThat(receipt.get("gasUsed").asString()).isEqualTo("0x5208");
    assertThat(receipt.get("from").asString()).isEqualTo(account);
    assertThat(receipt.get("logsBloom").asString()).hasSize(514);
    JsonNode mined = node.result("eth_getTransactionByHash", "[" + hash + "]");
    assertThat(mined.get("blockNumber").asString()).isEqualTo("0x1");
    JsonNode block = node.result("eth_getBlockByNumber", "[\"0x1\",true]");
    assertThat(block.at("/transactions/0")).isEqualTo(mined);
    assertThat(block.get("hash")).isEqualTo(receipt.get("blockHash"));
    JsonNode byHash = node.result("eth_getBlockByHash", "[" + block.get("hash") + ",true]");
    assertThat(byHash).isEqualTo(block);
    assertThat(node.result("eth_getBlockByNumber", "[\"0x2\",false]").isNull()).isTrue();
    assertThat(
            node.error("eth_sendRawTransaction", quoted(raw.prefixedHex()))
                .get("message")
                .asString())
        .startsWith("nonce too low");
  }

  @Test
  void answersForOlderBlocksAndTags() throws Exception {
    chain.mine(8);
    payer.send(chain, payer.draft(0).to(SHOP).value(Wei.of(5)));
    chain.mine(4);
    assertThat(balance(SHOP, "latest")).isEqualTo("0x5");
    assertThat(balance(SHOP, "0x8")).isEqualTo("0x0");
    assertThat(balance(SHOP, "finalized")).isEqualTo("0x0");
    assertThat(count("earliest")).isEqualTo("0x0");
    assertThat(
            node.result("eth_getBlockByNumber", "[\"finalized\",false]").get("number").asString())
        .isEqualTo("0x4");
    assertThat(node.result("eth_getBlockByNumber", "[\"safe\",false]").get("number").asString())
        .isEqualTo("0x8");
    chain.mine(150);
    assertThat(
            node.error("eth_getBalance", "[\"" + account + "\",\"0x2\"]").get("message").asString())
        .contains("missing trie node");
  }

  @Test
  void callsContractsAndEstimates() throws Exception {
    String balanceOf = "0x70a08231" + "00".repeat(12) + account.substring(2);
    JsonNode held = node.result("eth_call", call(TOKEN, balanceOf, "0x0"));
    assertThat(ContractAbi.number(Bytes.parseHex(held.asString()))).isEqualTo(77);
    String tooMuch = "0xa9059cbb" + ContractAbi.word(SHOP).hex() + ContractAbi.word(78).hex();
    JsonNode revert = node.error("eth_call", call(TOKEN, tooMuch, "0x0"));
    assertThat(revert.get("code").intValue()).isEqualTo(3);
    assertThat(revert.get("message").asString())
        .isEqualTo("execution reverted: ERC20: transfer amount exceeds balance");
    assertThat(revert.get("data").asString()).startsWith("0x08c379a0");
    String fine = "0xa9059cbb" + ContractAbi.word(SHOP).hex() + ContractAbi.word(7).hex();
    String estimate = node.result("eth_estimateGas", call(TOKEN, fine, "0x0")).asString();
    Digest32 tx =
        payer.send(
            chain,
            payer
                .draft(0)
                .to(PracticeChainBuilder.TOKEN)
                .value(Wei.ZERO)
                .gas(Long.decode(estimate))
                .data(Bytes.parseHex(fine)));
    chain.mine(1);
    MinedReceipt receipt = chain.ledger().find(tx).orElseThrow().receipt();
    assertThat(receipt.outcome().succeeded()).isTrue();
    assertThat(receipt.outcome().gasUsed()).isEqualTo(Long.decode(estimate));
    String predeploy = Networks.WITHDRAWAL_REQUESTS.bytes().prefixedHex();
    JsonNode fee = node.result("eth_call", call(predeploy, "0x", "0x0"));
    assertThat(ContractAbi.number(Bytes.parseHex(fee.asString()))).isEqualTo(1);
    assertThat(node.result("eth_getCode", "[\"" + predeploy + "\",\"latest\"]").asString())
        .startsWith("0xfe");
    assertThat(node.result("eth_getCode", "[\"" + account + "\",\"latest\"]").asString())
        .isEqualTo("0x");
  }

  @Test
  void simulatesWithFeesAsGethDoes() throws Exception {
    String under =
        "[{\"from\":\"%s\",\"to\":\"%s\",\"maxFeePerGas\":\"0x1\"},\"pending\"]"
            .formatted(account, SHOP.bytes().prefixedHex());
    assertThat(node.error("eth_call", under).get("message").asString())
        .startsWith("max fee per gas less than block base fee");
    String dear =
        "[{\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x56bc75e2d63100001\"},\"pending\"]"
            .formatted(account, SHOP.bytes().prefixedHex());
    assertThat(node.error("eth_estimateGas", dear).get("message").asString())
        .startsWith("insufficient funds");
    String small =
        "[{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0x5207\"},\"pending\"]"
            .formatted(account, SHOP.bytes().prefixedHex());
    assertThat(node.error("eth_estimateGas", small).get("message").asString())
        .isEqualTo("gas required exceeds allowance (20999)");
  }

  @Test
  void givesFeeHistoryAndPrices() throws Exception {
    payer.send(chain, payer.draft(0).to(SHOP).caps(Wei.ofGwei(5), Wei.ofGwei(2)));
    chain.mine(3);
    JsonNode history = node.result("eth_feeHistory", "[\"0x4\",\"latest\",[0,50,100]]");
    assertThat(history.get("oldestBlock").asString()).isEqualTo("0x0");
    assertThat(history.get("baseFeePerGas")).hasSize(5);
    assertThat(history.get("gasUsedRatio")).hasSize(4);
    assertThat(history.at("/reward/1/1").asString()).isEqualTo("0x77359400");
    assertThat(history.at("/reward/2/1").asString()).isEqualTo("0x0");
    assertThat(history.at("/baseFeePerGas/4").asString())
        .isEqualTo(Quantity.of(chain.nextBaseFee()));
    assertThat(node.result("eth_maxPriorityFeePerGas", "[]").asString()).isEqualTo("0x77359400");
    assertThat(node.result("eth_gasPrice", "[]").asString())
        .isEqualTo(Quantity.of(chain.nextBaseFee().plus(Wei.ofGwei(2))));
    node.error("eth_feeHistory", "[\"0x4\",\"latest\",[50,0]]");
    node.error("eth_feeHistory", "[\"0x4\",\"latest\",[101]]");
  }

  @Test
  void findsLogsByAddressAndTopic() throws Exception {
    String fine = "a9059cbb" + ContractAbi.word(SHOP).hex() + ContractAbi.word(7).hex();
    payer.send(
        chain,
        payer
            .draft(0)
            .to(PracticeChainBuilder.TOKEN)
            .value(Wei.ZERO)
            .gas(GasUse.TOKEN_TRANSFER.recommendedLimit())
            .data(Bytes.parseHex(fine)));
    chain.mine(2);
    String topic = "\"0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef\"";
    String filter =
        "[{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\",\"address\":\"%s\",\"topics\":[%s]}]";
    JsonNode logs = node.result("eth_getLogs", filter.formatted(TOKEN, topic));
    assertThat(logs).hasSize(1);
    assertThat(logs.at("/0/topics/2").asString()).isEqualTo(ContractAbi.word(SHOP).prefixedHex());
    assertThat(node.result("eth_getLogs", filter.formatted(TOKEN, "null,null," + topic))).isEmpty();
    assertThat(node.result("eth_getLogs", filter.formatted(account, topic))).isEmpty();
    assertThat(node.result("eth_getLogs", "[{\"fromBlock\":\"0x2\"}]")).isEmpty();
    assertThat(node.result("eth_getLogs", "[{\"fromBlock\":\"0x1\",\"toBlock\":\"0x99\"}]"))
        .hasSize(1);
    assertThat(node.result("eth_getLogs", "[{\"fromBlock\":\"0x98\",\"toBlock\":\"0x99\"}]"))
        .isEmpty();
    node.error("eth_getLogs", "[{\"fromBlock\":\"0x2\",\"toBlock\":\"0x1\"}]");
  }

  @Test
  void answersEveryKindOfBadRequestWithAnError() throws Exception {
    assertThat(code("{")).isEqualTo(-32700);
    assertThat(code("")).isIn(-32700, -32600);
    assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"method\":\"b\"}"))
        .isEqualTo(-32700);
    assertThat(code("[".repeat(5_000))).isEqualTo(-32700);
    assertThat(code("[]")).isEqualTo(-32600);
    assertThat(code("7")).isEqualTo(-32600);
    assertThat(code("{\"id\":1,\"method\":\"eth_chainId\"}")).isEqualTo(-32600);
    assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"eth_chainId\"}"))
        .isEqualTo(-32600);
    assertThat(node.error("eth_unknown", "[]").get("code").intValue()).isEqualTo(-32601);
    assertThat(node.error("eth_getBalance", "[]").get("code").intValue()).isEqualTo(-32602);
    assertThat(node.error("eth_getBalance", "{}").get("code").intValue()).isEqualTo(-32602);
    assertThat(node.error("eth_getBalance", "[\"0x12\",\"latest\"]").get("code").intValue())
        .isEqualTo(-32602);
    for (String tag : List.of("newest", "0x", "0x01", "-0x1", "12", "0x" + "f".repeat(65))) {
      node.error("eth_getBalance", "[\"%s\",\"%s\"]".formatted(account, tag));
    }
    node.error("eth_sendRawTransaction", "[\"0xzz\"]");
    node.error("eth_sendRawTransaction", "[\"02\"]");
    node.error("practice_mine", "[\"0xffffffff\"]");
    node.error("practice_reorg", "[\"0x1\"]");
    node.error("practice_setNextBaseFee", "[\"0x0\"]");
    HttpResponse<String> wrongVerb = node.get("/");
    assertThat(wrongVerb.statusCode()).isEqualTo(405);
    assertThat(node.result("eth_blockNumber", "[]").asString()).isEqualTo("0x0");
  }

  @Test
  void boundsTheBody() throws Exception {
    byte[] huge = new byte[PracticeNode.MAX_BODY + 1];
    Arrays.fill(huge, (byte) ' ');
    HttpResponse<String> response = node.post(huge);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(JsonMapper.shared().readTree(response.body()).at("/error/code").intValue())
        .isEqualTo(-32600);
    String many = "[" + "1,".repeat(RpcDispatcher.MAX_BATCH) + "1]";
    assertThat(code(many)).isEqualTo(-32600);
  }

  @Test
  void answersDamagedRequestsWithJson() throws Exception {
    String good =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBalance\",\"params\":[\""
            + account
            + "\",\"latest\"]}";
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut < bytes.length; cut++) {
      assertThat(code(new String(bytes, 0, cut, StandardCharsets.UTF_8))).isNegative();
    }
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= (byte) (1 << (i % 8));
      HttpResponse<String> response = node.post(damaged);
      assertThat(response.statusCode()).isEqualTo(200);
      JsonNode answer = JsonMapper.shared().readTree(response.body());
      assertThat(answer.has("result") ^ answer.has("error")).isTrue();
    }
  }

  @Test
  void answersBatchesInOrder() throws Exception {
    HttpResponse<String> response =
        node.post(
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"nothing\"},5]");
    JsonNode answers = JsonMapper.shared().readTree(response.body());
    assertThat(answers).hasSize(3);
    assertThat(answers.at("/0/id").intValue()).isEqualTo(1);
    assertThat(answers.at("/1/id").asString()).isEqualTo("b");
    assertThat(answers.at("/1/error/code").intValue()).isEqualTo(-32601);
    assertThat(answers.at("/2/error/code").intValue()).isEqualTo(-32600);
  }

  @Test
  void refusesRequestsForAnotherHostOrFromAWebPage() throws Exception {
    assertThat(status("Host: evil.example")).isEqualTo("HTTP/1.1 403");
    String local = "Host: 127.0.0.1:" + chain.url().getPort();
    assertThat(status(local + "\r\nOrigin: http://evil.example")).isEqualTo("HTTP/1.1 403");
    assertThat(status(local)).isEqualTo("HTTP/1.1 200");
  }

  private String status(String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", chain.url().getPort())) {
      String request = "GET /eth/v1/node/version HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n";
      socket
          .getOutputStream()
          .write(request.formatted(headers).getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      return new String(answer, 0, 12, StandardCharsets.US_ASCII);
    }
  }

  @Test
  void liesOnlyWhereItWasTold() throws Exception {
    EndpointFaults faults = new EndpointFaults();
    try (NodeClient liar = new NodeClient(chain.openEndpoint(faults))) {
      payer.send(chain, payer.draft(0).to(SHOP));
      chain.mine(3);
      faults.nonceShift(5).balance(Wei.of(1)).chainId(1L).lag(3);
      assertThat(liar.result("eth_getTransactionCount", pair("latest")).asString())
          .isEqualTo("0x5");
      assertThat(liar.result("eth_getBalance", pair("latest")).asString()).isEqualTo("0x1");
      assertThat(liar.result("eth_chainId", "[]").asString()).isEqualTo("0x1");
      assertThat(liar.result("eth_blockNumber", "[]").asString()).isEqualTo("0x0");
      assertThat(liar.result("eth_getBlockByNumber", "[\"0x2\",false]").isNull()).isTrue();
      assertThat(node.result("eth_getTransactionCount", pair("latest")).asString())
          .isEqualTo("0x1");
      faults.clear().swallowSubmissions(true);
      liar.result("eth_sendRawTransaction", quoted(payer.sign(payer.draft(1)).prefixedHex()));
      assertThat(chain.poolSize()).isZero();
      faults.clear();
      assertThat(liar.result("eth_getTransactionCount", pair("latest")).asString())
          .isEqualTo("0x1");
    }
  }

  @Test
  void canBeDownOrSlow() throws Exception {
    EndpointFaults faults = new EndpointFaults();
    try (NodeClient victim = new NodeClient(chain.openEndpoint(faults))) {
      faults.down(true);
      assertThatThrownBy(() -> victim.result("eth_chainId", "[]")).isInstanceOf(IOException.class);
      faults.clear().delay(Duration.ofHours(1));
      assertThatThrownBy(() -> victim.askWithin(Duration.ofMillis(200)))
          .isInstanceOf(HttpTimeoutException.class);
      faults.clear();
      assertThat(victim.result("eth_chainId", "[]").asString())
          .isEqualTo("0x" + Long.toHexString(CHAIN));
    }
  }

  @Test
  void minesByItselfWithAnInterval() throws Exception {
    try (PracticeChain timed =
            PracticeChain.builder().interval(Duration.ofMillis(2)).build().start();
        NodeClient client = new NodeClient(timed.url())) {
      long head = 0;
      for (int asked = 0; head < 5 && asked < 50_000; asked++) {
        head = Long.decode(client.result("eth_blockNumber", "[]").asString());
      }
      assertThat(head).isGreaterThanOrEqualTo(5);
    }
  }

  private String count(String tag) throws Exception {
    return node.result("eth_getTransactionCount", pair(tag)).asString();
  }

  private String pair(String tag) {
    return "[\"%s\",\"%s\"]".formatted(account, tag);
  }

  private String balance(Address of, String tag) throws Exception {
    return node.result("eth_getBalance", "[\"%s\",\"%s\"]".formatted(of.bytes().prefixedHex(), tag))
        .asString();
  }

  private String call(String to, String data, String value) {
    return "[{\"from\":\"%s\",\"to\":\"%s\",\"input\":\"%s\",\"value\":\"%s\"},\"pending\"]"
        .formatted(account, to, data, value);
  }

  private static String quoted(String text) {
    return "[\"" + text + "\"]";
  }

  private int code(String body) throws Exception {
    HttpResponse<String> response = node.post(body);
    assertThat(response.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body()).at("/error/code").intValue();
  }
}
