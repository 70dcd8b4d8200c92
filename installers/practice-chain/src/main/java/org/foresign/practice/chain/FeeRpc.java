package org.foresign.practice.chain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.foresign.model.eth.Wei;
import org.foresign.practice.chain.NodeView.BlockRef;
import org.foresign.practice.chain.NodeView.Mined;
import org.foresign.practice.chain.NodeView.Pending;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Fee questions: what the next block costs and what the last ones did. */
final class FeeRpc {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** geth's limit of eth_feeHistory. */
  private static final int MAX_BLOCKS = 1024;

  private static final int MAX_PERCENTILES = 100;

  /** What geth suggests when the last blocks were empty. */
  private static final Wei DEFAULT_TIP = Wei.ONE_GWEI;

  private static final int TIP_BLOCKS = 20;

  private final NodeView view;

  FeeRpc(NodeView view) {
    this.view = view;
  }

  Map<String, RpcMethod> methods() {
    return Map.of(
        "eth_gasPrice", p -> JSON.stringNode(Quantity.of(baseFeeAfterHead().plus(tip()))),
        "eth_maxPriorityFeePerGas", p -> JSON.stringNode(Quantity.of(tip())),
        "eth_blobBaseFee", p -> JSON.stringNode("0x1"),
        "eth_feeHistory", this::history);
  }

  private Wei baseFeeAfterHead() {
    return baseFeeAfter(view.head());
  }

  private Wei baseFeeAfter(Block block) {
    PracticeLedger ledger = view.ledger();
    return ledger.block(block.number() + 1).map(Block::baseFee).orElseGet(ledger::nextBaseFee);
  }

  /** Median tip of what the last blocks held. */
  private Wei tip() {
    List<Wei> tips = new ArrayList<>();
    long head = view.head().number();
    for (long n = Math.max(0, head - TIP_BLOCKS + 1); n <= head; n++) {
      view.ledger().block(n).ifPresent(b -> b.receipts().forEach(r -> tips.add(tipOf(b, r))));
    }
    tips.sort(Comparator.naturalOrder());
    return tips.isEmpty() ? DEFAULT_TIP : tips.get(tips.size() / 2);
  }

  private JsonNode history(RpcParams params) throws RpcFault {
    long count = Math.min(params.count(0, Integer.MAX_VALUE), MAX_BLOCKS);
    BlockRef ref = EthRpc.required(view, params.text(1));
    Block newest =
        switch (ref) {
          case Mined mined -> mined.block();
          case Pending p -> view.head();
        };
    List<Double> percentiles = percentiles(params.at(2));
    long oldest = Math.max(0, newest.number() - count + 1);
    ObjectNode answer = JSON.objectNode();
    answer.put("oldestBlock", Quantity.of(oldest));
    ArrayNode baseFees = answer.putArray("baseFeePerGas");
    ArrayNode ratios = answer.putArray("gasUsedRatio");
    ArrayNode blobFees = answer.putArray("baseFeePerBlobGas");
    ArrayNode blobRatios = answer.putArray("blobGasUsedRatio");
    ArrayNode rewards = percentiles.isEmpty() ? null : answer.putArray("reward");
    for (long n = oldest; n <= newest.number() && count > 0; n++) {
      Block block = view.ledger().block(n).orElseThrow();
      baseFees.add(Quantity.of(block.baseFee()));
      ratios.add((double) block.gasUsed() / block.gasLimit());
      blobFees.add("0x1");
      blobRatios.add(0);
      if (rewards != null) {
        rewards.add(rewards(block, percentiles));
      }
    }
    baseFees.add(Quantity.of(baseFeeAfter(newest)));
    blobFees.add("0x1");
    return answer;
  }

  private static List<Double> percentiles(JsonNode node) throws RpcFault {
    List<Double> percentiles = new ArrayList<>();
    if (node.isMissingNode() || node.isNull()) {
      return percentiles;
    }
    if (!node.isArray() || node.size() > MAX_PERCENTILES) {
      throw RpcFault.invalidParams("invalid reward percentile: expected a short list");
    }
    double last = 0;
    for (JsonNode one : node) {
      double value = one.isNumber() ? one.doubleValue() : -1;
      if (!(value >= last && value <= 100)) {
        throw RpcFault.invalidParams("invalid reward percentile: " + one);
      }
      percentiles.add(value);
      last = value;
    }
    return percentiles;
  }

  /** Tips at the percentiles of the block's gas, as eth_feeHistory defines them. */
  private static ArrayNode rewards(Block block, List<Double> percentiles) {
    List<MinedReceipt> byTip = new ArrayList<>(block.receipts());
    byTip.sort(Comparator.comparing(r -> tipOf(block, r)));
    ArrayNode node = JSON.arrayNode();
    for (double percentile : percentiles) {
      if (byTip.isEmpty()) {
        node.add("0x0");
        continue;
      }
      long threshold =
          BigDecimal.valueOf(block.gasUsed())
              .multiply(BigDecimal.valueOf(percentile))
              .divide(BigDecimal.valueOf(100), RoundingMode.DOWN)
              .longValue();
      int index = 0;
      long sum = byTip.getFirst().outcome().gasUsed();
      while (sum < threshold && index < byTip.size() - 1) {
        index++;
        sum += byTip.get(index).outcome().gasUsed();
      }
      node.add(Quantity.of(tipOf(block, byTip.get(index))));
    }
    return node;
  }

  private static Wei tipOf(Block block, MinedReceipt receipt) {
    return receipt.price().minus(block.baseFee());
  }
}
