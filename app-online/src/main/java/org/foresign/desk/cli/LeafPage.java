package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/**
 * Leaves as a person reads them: nonce, what it does, fees. Alternatives and tiers are counted from
 * 1 wherever a person or a script meets them, on the command line, in lines and as facts.
 */
final class LeafPage {
  private static final int GWEI_DECIMALS = 9;

  private LeafPage() {}

  /** A batch with all its leaves, a line each. */
  static Answer withTree(ExpandedBatch batch) {
    Answer head = BatchPage.plain(batch, "A");
    List<String> lines = new ArrayList<>(head.lines());
    List<Map<String, Object>> leaves = new ArrayList<>();
    for (UnsignedTx leaf : batch.leaves()) {
      lines.add(line(leaf));
      leaves.add(facts(leaf));
    }
    Map<String, Object> facts = new LinkedHashMap<>(head.facts());
    facts.put("tree", leaves);
    return Answer.done(lines, facts);
  }

  static String line(UnsignedTx leaf) {
    return "%s %s nonce %d alternative %d tier %d: %s, cap %s gwei, tip %s gwei"
        .formatted(
            ChainNames.name(leaf.tx().chain()),
            leaf.slot().lane().account(),
            leaf.slot().nonce(),
            leaf.alternative() + 1,
            leaf.tier() + 1,
            words(leaf.operation()),
            gwei(leaf.tx().fees().maxFeePerGas()),
            gwei(leaf.tx().fees().maxPriorityFeePerGas()));
  }

  static Map<String, Object> facts(UnsignedTx leaf) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", leaf.index());
    facts.put("chain", leaf.tx().chain().reference());
    facts.put("account", leaf.slot().lane().account().toString());
    facts.put("nonce", leaf.slot().nonce());
    facts.put("alternative", leaf.alternative() + 1);
    facts.put("tier", leaf.tier() + 1);
    facts.put("operation", words(leaf.operation()));
    facts.put("to", leaf.tx().to().toString());
    facts.put("value", leaf.tx().value().toString());
    facts.put("gasLimit", leaf.tx().gasLimit());
    facts.put("maxFeePerGas", leaf.tx().fees().maxFeePerGas().toString());
    facts.put("maxPriorityFeePerGas", leaf.tx().fees().maxPriorityFeePerGas().toString());
    facts.put("signingDigest", leaf.signingDigest().toString());
    return facts;
  }

  /** What an operation does, in one phrase. */
  static String words(Operation operation) {
    return switch (operation) {
      case Operation.Stake stake ->
          "stake " + stake.amount().toWei().toEther() + " ETH for " + stake.validator();
      case Operation.TopUp topUp ->
          "top up " + topUp.amount().toWei().toEther() + " ETH for " + topUp.validator();
      case Operation.UnstakeFull exit ->
          "exit " + exit.validator() + ", fee up to " + exit.requestFee().toEther() + " ETH";
      case Operation.UnstakePartial part ->
          "withdraw "
              + part.amount().toWei().toEther()
              + " ETH from "
              + part.validator()
              + ", fee up to "
              + part.requestFee().toEther()
              + " ETH";
      case Operation.Consolidate move ->
          "consolidate "
              + move.source()
              + " into "
              + move.target()
              + ", fee up to "
              + move.requestFee().toEther()
              + " ETH";
      case Operation.NativeTransfer pay ->
          "pay " + pay.amount().toEther() + " ETH to " + pay.recipient();
      case Operation.TokenTransfer pay ->
          "pay " + pay.amount() + " units of " + pay.token() + " to " + pay.recipient();
      case Operation.Cancel cancel -> "cancel";
    };
  }

  private static String gwei(Wei perGas) {
    return perGas.toUnits(GWEI_DECIMALS);
  }
}
