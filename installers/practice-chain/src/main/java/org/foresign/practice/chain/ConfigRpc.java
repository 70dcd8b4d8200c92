package org.foresign.practice.chain;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.foresign.model.eth.Network;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * eth_config (EIP-7910): the schedule in force and the one that is planned. The practice chain's
 * contracts stand in it; blobs and precompiles, which it doesn't have, are those of Osaka.
 */
final class ConfigRpc {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Names and order of the precompiles: EIP-7910 and EIP-7951. */
  private static final List<String> PRECOMPILES =
      List.of(
          "ECREC",
          "SHA256",
          "RIPEMD160",
          "ID",
          "MODEXP",
          "BN254_ADD",
          "BN254_MUL",
          "BN254_PAIRING",
          "BLAKE2F",
          "KZG_POINT_EVALUATION",
          "BLS12_G1ADD",
          "BLS12_G1MSM",
          "BLS12_G2ADD",
          "BLS12_G2MSM",
          "BLS12_PAIRING_CHECK",
          "BLS12_MAP_FP_TO_G1",
          "BLS12_MAP_FP2_TO_G2");

  private final NodeView view;

  ConfigRpc(NodeView view) {
    this.view = view;
  }

  Map<String, RpcMethod> methods() {
    return Map.of("eth_config", p -> config());
  }

  private JsonNode config() {
    PracticeSettings settings = view.ledger().settings();
    long switchBlock = settings.amsterdamFrom();
    boolean planned = switchBlock != PracticeSettings.NEVER;
    boolean done = planned && view.head().number() >= switchBlock;
    ObjectNode answer = JSON.objectNode();
    ObjectNode current = fork(done ? settings.timestampAt(switchBlock) : 0);
    answer.set("current", current);
    if (planned && !done) {
      ObjectNode next = fork(settings.timestampAt(switchBlock));
      answer.set("next", next);
      answer.set("last", next.deepCopy());
    } else {
      answer.putNull("next");
      answer.set("last", current.deepCopy());
    }
    return answer;
  }

  private ObjectNode fork(long activationTime) {
    Network network = view.ledger().settings().network();
    ObjectNode fork = JSON.objectNode();
    fork.put("activationTime", activationTime);
    fork.putObject("blobSchedule")
        .put("baseFeeUpdateFraction", 5_007_716)
        .put("max", 9)
        .put("target", 6);
    fork.put("chainId", Quantity.of(view.faults().chainIdOr(network.chain().reference())));
    fork.put("forkId", forkId(network, activationTime));
    ObjectNode precompiles = fork.putObject("precompiles");
    for (int i = 0; i < PRECOMPILES.size(); i++) {
      precompiles.put(PRECOMPILES.get(i), "0x%040x".formatted(i + 1));
    }
    fork.putObject("systemContracts")
        .put("BEACON_ROOTS_ADDRESS", "0x000f3df6d732807ef1319fb7b8bb8522d0beac02")
        .put(
            "CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS",
            EthJson.text(network.consolidationRequests()))
        .put("DEPOSIT_CONTRACT_ADDRESS", EthJson.text(network.depositContract()))
        .put("HISTORY_STORAGE_ADDRESS", "0x0000f90827f1c53a10cb7a02335b175320002935")
        .put("WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS", EthJson.text(network.withdrawalRequests()));
    return fork;
  }

  /**
   * Four bytes that name network and fork, made as EIP-6122 does from what stands for a genesis.
   */
  private static String forkId(Network network, long activationTime) {
    CRC32 crc = new CRC32();
    crc.update(ContractAbi.word(network.chain().reference()).toArray());
    crc.update(ContractAbi.word(activationTime).slice(24, 8).toArray());
    return "0x" + HexFormat.of().toHexDigits(crc.getValue(), 8);
  }
}
