package org.foresign.practice.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.foresign.model.eth.GasUse;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Beacon API over real HTTP on loopback. */
class PracticeBeaconApiTest {
  private static final Network HOODI = Networks.HOODI;

  private final Payer payer = Payer.developer(HOODI.chain().reference());
  private final PracticeChain chain =
      PracticeChain.builder().network(HOODI).fund(payer.address(), Wei.parseEther("10000")).build();
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
  void namesItsNetwork() throws Exception {
    JsonNode genesis = node.data("/eth/v1/beacon/genesis");
    assertThat(genesis.get("genesis_fork_version").asString()).isEqualTo("0x10000910");
    assertThat(genesis.get("genesis_validators_root").asString())
        .isEqualTo("0x212f13fc4df078b6cb7db228f1c8307566dcecf900867401a92023d7ba99cb5f");
    assertThat(genesis.get("genesis_time").asString()).matches("[0-9]+");
    JsonNode spec = node.data("/eth/v1/config/spec");
    assertThat(spec.get("DEPOSIT_CHAIN_ID").asString()).isEqualTo("560048");
    assertThat(spec.get("DEPOSIT_CONTRACT_ADDRESS").asString())
        .isEqualTo("0x00000000219ab540356cBB839Cbe05303d7705Fa");
    assertThat(spec.get("CAPELLA_FORK_VERSION").asString()).isEqualTo("0x40000910");
    assertThat(spec.get("SLOTS_PER_EPOCH").asString()).isEqualTo("4");
    assertThat(node.data("/eth/v1/node/version").get("version").asString())
        .isEqualTo("foresign-practice/1");
  }

  @Test
  void showsHeadAndFinality() throws Exception {
    chain.mine(13);
    JsonNode syncing = node.data("/eth/v1/node/syncing");
    assertThat(syncing.get("head_slot").asString()).isEqualTo("13");
    assertThat(syncing.get("is_syncing").booleanValue()).isFalse();
    JsonNode head = node.data("/eth/v1/beacon/headers/head");
    assertThat(head.at("/header/message/slot").asString()).isEqualTo("13");
    JsonNode finalized = node.data("/eth/v1/beacon/headers/finalized");
    assertThat(finalized.at("/header/message/slot").asString()).isEqualTo("4");
    JsonNode points = node.data("/eth/v1/beacon/states/head/finality_checkpoints");
    assertThat(points.at("/finalized/epoch").asString()).isEqualTo("1");
    assertThat(points.at("/finalized/root")).isEqualTo(finalized.get("root"));
    assertThat(points.at("/current_justified/epoch").asString()).isEqualTo("2");
    JsonNode byRoot = node.data("/eth/v1/beacon/headers/" + finalized.get("root").asString());
    assertThat(byRoot).isEqualTo(finalized);
  }

  @Test
  void tellsValidatorsByKeyIndexAndStatus() throws Exception {
    List<DepositFile> file = depositTen();
    chain.mine(1);
    JsonNode pending = node.data("/eth/v1/beacon/states/head/pending_deposits");
    assertThat(pending).hasSize(10);
    assertThat(pending.at("/0/amount").asString()).isEqualTo("32000000000");
    assertThat(pending.at("/0/slot").asString()).isEqualTo("1");
    assertThat(node.data("/eth/v1/beacon/states/finalized/pending_deposits")).isEmpty();
    chain.mine(40);
    String key = file.get(3).data().publicKey().toString();
    JsonNode one = node.data("/eth/v1/beacon/states/finalized/validators?id=" + key);
    assertThat(one).hasSize(1);
    assertThat(one.at("/0/index").asString()).isEqualTo("3");
    assertThat(one.at("/0/status").asString()).isEqualTo("active_ongoing");
    assertThat(one.at("/0/balance").asString()).isEqualTo("32000000000");
    assertThat(one.at("/0/validator/exit_epoch").asString()).isEqualTo("18446744073709551615");
    assertThat(one.at("/0/validator/slashed").booleanValue()).isFalse();
    assertThat(node.data("/eth/v1/beacon/states/head/validators?id=1,2&id=3")).hasSize(3);
    assertThat(node.data("/eth/v1/beacon/states/head/validators?status=pending")).isEmpty();
    assertThat(node.data("/eth/v1/beacon/states/head/validators?status=active")).hasSize(10);
    assertThat(node.data("/eth/v1/beacon/states/head/validators/3")).isEqualTo(one.get(0));
    assertThat(node.data("/eth/v1/beacon/states/head/validators?id=99")).isEmpty();
    JsonNode posted =
        JsonMapper.shared()
            .readTree(
                node.post(
                        "/eth/v1/beacon/states/head/validators",
                        "{\"ids\":[\"" + key + "\",\"7\"],\"statuses\":[\"active_ongoing\"]}")
                    .body());
    assertThat(posted.get("data")).hasSize(2);
    assertThat(posted.get("execution_optimistic").booleanValue()).isFalse();
  }

  @Test
  void hidesValidatorsWhenToldToLie() throws Exception {
    depositTen();
    chain.mine(40);
    chain.faults().omitValidators(true);
    assertThat(node.data("/eth/v1/beacon/states/head/validators")).isEmpty();
    assertThat(node.data("/eth/v1/beacon/states/head/pending_deposits")).isEmpty();
    assertThat(node.get("/eth/v1/beacon/states/head/validators/3").statusCode()).isEqualTo(404);
    chain.faults().clear();
    assertThat(node.data("/eth/v1/beacon/states/head/validators")).hasSize(10);
  }

  @Test
  void showsQueuesOfRequests() throws Exception {
    List<DepositFile> file = depositTen();
    chain.mine(44);
    payer.send(
        chain,
        payer
            .draft(10)
            .to(HOODI.consolidationRequests())
            .value(Wei.of(9))
            .gas(GasUse.STAKING_REQUEST.recommendedLimit())
            .data(
                Calls.consolidation(
                    file.get(0).data().publicKey(), file.get(1).data().publicKey())));
    chain.mine(1);
    JsonNode queue = node.data("/eth/v1/beacon/states/head/pending_consolidations");
    assertThat(queue.at("/0/source_index").asString()).isEqualTo("0");
    assertThat(queue.at("/0/target_index").asString()).isEqualTo("1");
    assertThat(node.data("/eth/v1/beacon/states/head/pending_partial_withdrawals")).isEmpty();
    JsonNode withdrawn =
        node.result("eth_getBlockByNumber", "[\"latest\",false]").get("withdrawals");
    assertThat(withdrawn).isEmpty();
  }

  @Test
  void answersWrongQuestionsWithItsErrorShape() throws Exception {
    for (String path :
        List.of(
            "/eth/v1/beacon/states/tail/validators",
            "/eth/v1/beacon/states/head/validators?id=abc",
            "/eth/v1/beacon/states/head/validators?id=%zz",
            "/eth/v1/beacon/states/99/validators",
            "/eth/v1/beacon/states/head/nothing",
            "/eth/v1/beacon/states/head",
            "/eth/v1/beacon/headers",
            "/eth/v2/beacon/genesis",
            "/eth/v1")) {
      var response =
          node.get(path.contains("%zz") ? "/eth/v1/beacon/states/head/validators?id=%25zz" : path);
      assertThat(response.statusCode()).as(path).isIn(400, 404);
      assertThat(JsonMapper.shared().readTree(response.body()).get("code").intValue())
          .isEqualTo(response.statusCode());
    }
    assertThat(node.post("/eth/v1/beacon/genesis", "{}").statusCode()).isEqualTo(405);
    assertThat(node.post("/eth/v1/beacon/states/head/validators", "{").statusCode()).isEqualTo(400);
    assertThat(node.post("/eth/v1/beacon/states/head/validators", "[]").statusCode())
        .isEqualTo(400);
    assertThat(node.post("/eth/v1/beacon/states/head/validators", "{\"ids\":[1]}").statusCode())
        .isEqualTo(400);
  }

  private List<DepositFile> depositTen() throws RpcFault {
    List<DepositFile> file = DepositFile.read("deposit_data-hoodi-0x02-32eth.json").subList(0, 10);
    for (int i = 0; i < file.size(); i++) {
      DepositFile entry = file.get(i);
      payer.send(
          chain,
          payer
              .draft(i)
              .to(HOODI.depositContract())
              .value(entry.data().amount().toWei())
              .gas(GasUse.DEPOSIT.recommendedLimit())
              .data(Calls.deposit(entry.data(), entry.root())));
    }
    return file;
  }
}
