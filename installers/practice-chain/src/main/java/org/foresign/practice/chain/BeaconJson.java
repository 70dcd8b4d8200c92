package org.foresign.practice.chain;

import java.util.function.BiConsumer;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Network;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Registry rows, queues and headers in the shapes of the Beacon API: numbers as decimal text. */
final class BeaconJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String FAR_FUTURE_EPOCH = "18446744073709551615";

  private BeaconJson() {}

  static ObjectNode envelope(boolean finalized) {
    return JSON.objectNode().put("execution_optimistic", false).put("finalized", finalized);
  }

  static ObjectNode genesis(PracticeSettings settings) {
    Network network = settings.network();
    ObjectNode node = JSON.objectNode();
    node.putObject("data")
        .put("genesis_time", Long.toString(settings.timestampAt(0)))
        .put("genesis_validators_root", network.genesisValidatorsRoot().toString())
        .put("genesis_fork_version", network.genesisFork().toString());
    return node;
  }

  /** The constants that a client of the practice chain may ask for; delays are the fast ones. */
  static ObjectNode spec(PracticeSettings settings, long chainId) {
    Network network = settings.network();
    BeaconClock clock = settings.clock();
    ObjectNode node = JSON.objectNode();
    node.putObject("data")
        .put("CONFIG_NAME", network.name())
        .put("PRESET_BASE", "practice")
        .put("SECONDS_PER_SLOT", Integer.toString(clock.secondsPerSlot()))
        .put("SLOTS_PER_EPOCH", Integer.toString(clock.slotsPerEpoch()))
        .put("MAX_SEED_LOOKAHEAD", Integer.toString(clock.seedLookahead()))
        .put("SHARD_COMMITTEE_PERIOD", Integer.toString(clock.committeePeriod()))
        .put("MIN_VALIDATOR_WITHDRAWABILITY_DELAY", Integer.toString(clock.withdrawabilityDelay()))
        .put("MAX_PENDING_DEPOSITS_PER_EPOCH", Integer.toString(clock.depositsPerEpoch()))
        .put("MIN_DEPOSIT_AMOUNT", "1000000000")
        .put("MIN_ACTIVATION_BALANCE", "32000000000")
        .put("MAX_EFFECTIVE_BALANCE", "32000000000")
        .put("MAX_EFFECTIVE_BALANCE_ELECTRA", "2048000000000")
        .put("EFFECTIVE_BALANCE_INCREMENT", "1000000000")
        .put("MAX_WITHDRAWALS_PER_PAYLOAD", "16")
        .put("MAX_PENDING_PARTIALS_PER_WITHDRAWALS_SWEEP", "8")
        .put("MAX_WITHDRAWAL_REQUESTS_PER_PAYLOAD", "16")
        .put("MAX_CONSOLIDATION_REQUESTS_PER_PAYLOAD", "2")
        .put("GENESIS_FORK_VERSION", network.genesisFork().toString())
        .put("CAPELLA_FORK_VERSION", network.capellaFork().toString())
        .put("DOMAIN_DEPOSIT", "0x03000000")
        .put("DOMAIN_VOLUNTARY_EXIT", "0x04000000")
        .put("DEPOSIT_CHAIN_ID", Long.toString(chainId))
        .put("DEPOSIT_NETWORK_ID", Long.toString(chainId))
        .put("DEPOSIT_CONTRACT_ADDRESS", network.depositContract().toString());
    return node;
  }

  static ObjectNode header(Block block, boolean finalized) {
    ObjectNode node = envelope(finalized);
    ObjectNode data = node.putObject("data");
    data.put("root", root(block).toString()).put("canonical", true);
    ObjectNode header = data.putObject("header");
    header
        .putObject("message")
        .put("slot", Long.toString(block.number()))
        .put("proposer_index", "0")
        .put("parent_root", Keccak.hash(block.parentHash().bytes()).toString())
        .put("state_root", root(block).toString())
        .put("body_root", block.hash().toString());
    header.put("signature", "0x" + "00".repeat(96));
    return node;
  }

  static ObjectNode checkpoint(long epoch, Digest32 root) {
    return JSON.objectNode().put("epoch", Long.toString(epoch)).put("root", root.toString());
  }

  static ObjectNode validator(Validator v, long epoch) {
    ObjectNode node = JSON.objectNode();
    node.put("index", Long.toString(v.index()))
        .put("balance", v.balance().toString())
        .put("status", v.status(epoch));
    node.putObject("validator")
        .put("pubkey", v.key().toString())
        .put("withdrawal_credentials", v.credentials().toString())
        .put("effective_balance", v.effectiveBalance().toString())
        .put("slashed", false)
        .put("activation_eligibility_epoch", epoch(v.eligibilityEpoch()))
        .put("activation_epoch", epoch(v.activationEpoch()))
        .put("exit_epoch", epoch(v.exitEpoch()))
        .put("withdrawable_epoch", epoch(v.withdrawableEpoch()));
    return node;
  }

  private static <T> ArrayNode list(Iterable<T> items, BiConsumer<ObjectNode, T> writer) {
    ArrayNode list = JSON.arrayNode();
    items.forEach(item -> writer.accept(list.addObject(), item));
    return list;
  }

  static ArrayNode pendingDeposits(BeaconState state) {
    return list(
        state.pendingDeposits,
        (node, pending) ->
            node.put("pubkey", pending.deposit().publicKey().toString())
                .put("withdrawal_credentials", pending.deposit().credentials().toString())
                .put("amount", pending.deposit().amount().toString())
                .put("signature", pending.deposit().signature().toString())
                .put("slot", Long.toString(pending.slot())));
  }

  static ArrayNode pendingPartials(BeaconState state) {
    return list(
        state.pendingPartials,
        (node, pending) ->
            node.put("validator_index", Long.toString(pending.validatorIndex()))
                .put("amount", pending.amount().toString())
                .put("withdrawable_epoch", Long.toString(pending.withdrawableEpoch())));
  }

  static ArrayNode pendingConsolidations(BeaconState state) {
    return list(
        state.pendingConsolidations,
        (node, pending) ->
            node.put("source_index", Long.toString(pending.source()))
                .put("target_index", Long.toString(pending.target())));
  }

  static ObjectNode error(int status, String message) {
    return JSON.objectNode().put("code", status).put("message", message);
  }

  /** Name of a beacon block: the execution block's hash, hashed once more to be another name. */
  static Digest32 root(Block block) {
    return Keccak.hash(block.hash().bytes());
  }

  private static String epoch(long epoch) {
    return epoch == Validator.NEVER ? FAR_FUTURE_EPOCH : Long.toString(epoch);
  }
}
