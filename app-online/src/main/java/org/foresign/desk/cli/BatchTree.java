package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.tx.UnsignedTx;

/**
 * The tree of a batch: lane, nonce, alternative, tiers. Alternatives are counted from 1 as in
 * {@code desk release --alternative}; successive nonces that offer the same are one entry.
 */
final class BatchTree {
  private final PolicyWords words;

  BatchTree(PolicyWords words) {
    this.words = words;
  }

  /** What one nonce offers. */
  private static final class Node {
    private final long first;
    private long last;
    private final Map<Integer, List<UnsignedTx>> alternatives = new LinkedHashMap<>();

    Node(long nonce) {
      this.first = nonce;
      this.last = nonce;
    }

    /** Everything but the nonce. */
    List<String> offer(BatchTree tree) {
      return alternatives.values().stream().map(tree::line).toList();
    }
  }

  /**
   * The lines of the tree.
   *
   * @param leaves in canonical order: by lane, nonce, alternative and tier
   */
  List<String> lines(List<UnsignedTx> leaves) {
    Map<LaneId, List<Node>> lanes = new LinkedHashMap<>();
    for (UnsignedTx leaf : leaves) {
      List<Node> nodes = lanes.computeIfAbsent(leaf.slot().lane(), lane -> new ArrayList<>());
      if (nodes.isEmpty() || nodes.getLast().first != leaf.slot().nonce()) {
        nodes.add(new Node(leaf.slot().nonce()));
      }
      nodes
          .getLast()
          .alternatives
          .computeIfAbsent(leaf.alternative(), alternative -> new ArrayList<>())
          .add(leaf);
    }
    List<String> lines = new ArrayList<>();
    lanes.forEach((lane, nodes) -> {
      lines.add(words.lane(lane));
      joined(nodes).forEach(node -> add(lines, node));
    });
    return lines;
  }

  private List<Node> joined(List<Node> nodes) {
    List<Node> joined = new ArrayList<>();
    for (Node node : nodes) {
      boolean goesOn =
          !joined.isEmpty()
              && joined.getLast().last + 1 == node.first
              && joined.getLast().offer(this).equals(node.offer(this));
      if (goesOn) {
        joined.getLast().last = node.first;
      } else {
        joined.add(node);
      }
    }
    return joined;
  }

  private void add(List<String> lines, Node node) {
    lines.add(
        node.first == node.last
            ? "  nonce " + node.first
            : "  nonces " + node.first + " to " + node.last + ", each");
    lines.addAll(node.offer(this));
  }

  private String line(List<UnsignedTx> tiers) {
    UnsignedTx low = tiers.getFirst();
    UnsignedTx high = tiers.getLast();
    String cap = PolicyWords.gwei(low.tx().fees().maxFeePerGas());
    String most = PolicyWords.gwei(high.tx().fees().maxFeePerGas());
    return "    %d  %s; %s %s"
        .formatted(
            low.alternative() + 1,
            words(low),
            tiers.size() == 1 ? "1 tier, cap" : tiers.size() + " tiers, caps",
            cap.equals(most) ? cap : cap + " to " + most);
  }

  /** What a leaf does and what for, in one phrase. */
  String words(UnsignedTx leaf) {
    return words(leaf.tx().chain(), leaf.operation())
        + (leaf.reference().isEmpty() ? "" : ", reference \"" + leaf.reference() + "\"");
  }

  /** What an operation does, in one phrase. */
  String words(Chain chain, Operation operation) {
    Asset coin = Asset.nativeOf(chain);
    return switch (operation) {
      case Operation.Stake stake ->
          "stake "
              + words.amount(coin, stake.amount().toWei())
              + " for "
              + words.validator(chain, stake.validator());
      case Operation.TopUp topUp ->
          "top up "
              + words.amount(coin, topUp.amount().toWei())
              + " for "
              + words.validator(chain, topUp.validator());
      case Operation.UnstakeFull exit ->
          "exit "
              + words.validator(chain, exit.validator())
              + ", request fee "
              + words.amount(coin, exit.requestFee());
      case Operation.UnstakePartial part ->
          "withdraw "
              + words.amount(coin, part.amount().toWei())
              + " from "
              + words.validator(chain, part.validator())
              + ", request fee "
              + words.amount(coin, part.requestFee());
      case Operation.Consolidate move ->
          (move.source().equals(move.target())
                  ? "switch " + words.validator(chain, move.source()) + " to compounding"
                  : "consolidate "
                      + words.validator(chain, move.source())
                      + " into "
                      + words.validator(chain, move.target()))
              + ", request fee "
              + words.amount(coin, move.requestFee());
      case Operation.NativeTransfer pay ->
          "pay "
              + words.amount(coin, pay.amount())
              + " to "
              + words.recipient(chain, pay.recipient());
      case Operation.TokenTransfer pay ->
          "pay "
              + words.amount(Asset.token(chain, pay.token()), pay.amount())
              + " to "
              + words.recipient(chain, pay.recipient());
      case Operation.Cancel cancel -> "cancel";
    };
  }
}
