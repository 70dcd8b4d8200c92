package org.foresign.vault.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.LaneId;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.MovedStake;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Verdict;
import org.foresign.model.text.Spelling;
import org.foresign.vault.officers.PolicyText;

/** A review as maps, lists, texts and numbers, for JSON. Amounts are texts in smallest units. */
public final class ReviewTree {
  private ReviewTree() {}

  public static Map<String, Object> of(JudgedBatch judged) {
    Review review = judged.review();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("refused", review.refused());
    tree.put("batch", review.batch().batchDigest().bytes().hex());
    tree.put("batchId", review.batch().request().batchId().hex());
    tree.put("words", WordCode.words(review.batch().batchDigest()));
    tree.put("desk", judged.desk().name());
    tree.put("sequence", review.batch().request().sequence());
    tree.put("policy", judged.policy().policy().number());
    tree.put("goesOn", judged.goesOn());
    tree.put("slots", review.batch().request().slotCount());
    tree.put("leafCount", review.leaves().size());
    tree.put("consents", review.consentsWanted().stream().map(FindingCode::id).toList());
    tree.put("findings", findings(review.whole()));
    tree.put("exposure", lanes(review.exposure()));
    tree.put("outstandingAfter", lanes(review.outstandingAfter()));
    tree.put("stakeMoved", stakeMoved(review));
    tree.put("destinations", destinations(review));
    tree.put("leaves", review.leaves().stream().map(ReviewTree::leaf).toList());
    return tree;
  }

  private static Map<String, Object> leaf(ReviewedTx reviewed) {
    Map<String, Object> leaf = new LinkedHashMap<>();
    leaf.put("index", reviewed.leaf().index());
    leaf.put("chain", reviewed.leaf().slot().lane().chain().toString());
    leaf.put("account", reviewed.leaf().slot().lane().account().toString());
    leaf.put("nonce", reviewed.leaf().slot().nonce());
    leaf.put("alternative", reviewed.leaf().alternative() + 1);
    leaf.put("tier", reviewed.leaf().tier() + 1);
    leaf.put("operation", PolicyText.of(reviewed.leaf().operation().kind()));
    leaf.putAll(arguments(reviewed.leaf().operation()));
    if (!reviewed.leaf().reference().isEmpty()) {
      leaf.put("reference", reviewed.leaf().reference());
    }
    leaf.put("to", reviewed.leaf().tx().to().toString());
    leaf.put("value", reviewed.leaf().tx().value().toString());
    leaf.put("gasLimit", reviewed.leaf().tx().gasLimit());
    leaf.put("maxFeePerGas", reviewed.leaf().tx().fees().maxFeePerGas().toString());
    leaf.put("maxPriorityFeePerGas", reviewed.leaf().tx().fees().maxPriorityFeePerGas().toString());
    leaf.put("verdict", verdict(reviewed.verdict()));
    if (!reviewed.verdict().findings().isEmpty()) {
      leaf.put("findings", findings(reviewed.verdict()));
    }
    return leaf;
  }

  /** What the operation is about, beyond the fields of its transaction. */
  private static Map<String, Object> arguments(Operation operation) {
    Map<String, Object> named = new LinkedHashMap<>();
    switch (operation) {
      case Operation.Stake stake -> {
        named.put("validator", stake.validator().toString());
        named.put("credentials", stake.credentials().toString());
        named.put("gwei", stake.amount().toString());
      }
      case Operation.TopUp topUp -> {
        named.put("validator", topUp.validator().toString());
        named.put("gwei", topUp.amount().toString());
      }
      case Operation.UnstakeFull full -> named.put("validator", full.validator().toString());
      case Operation.UnstakePartial part -> {
        named.put("validator", part.validator().toString());
        named.put("gwei", part.amount().toString());
      }
      case Operation.Consolidate request -> {
        named.put("source", request.source().toString());
        named.put("target", request.target().toString());
      }
      case Operation.NativeTransfer pay -> {
        named.put("recipient", pay.recipient().toString());
        named.put("amount", pay.amount().toString());
      }
      case Operation.TokenTransfer pay -> {
        named.put("token", pay.token().toString());
        named.put("recipient", pay.recipient().toString());
        named.put("amount", pay.amount().toString());
      }
      case Operation.Cancel _ -> {}
    }
    return named;
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Clean _ -> "clean";
      case Verdict.Warn _ -> "warn";
      case Verdict.Consent _ -> "consent";
      case Verdict.Refuse _ -> "refuse";
    };
  }

  private static List<Object> findings(Verdict verdict) {
    List<Object> list = new ArrayList<>();
    for (Finding finding : verdict.findings()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("code", finding.code().id());
      one.put("severity", Spelling.of(finding.severity()));
      one.put("sentence", finding.code().sentence());
      one.put("details", finding.details());
      list.add(one);
    }
    return list;
  }

  /** In wei, by lane: what requests can move beside the exposure. */
  private static List<Object> stakeMoved(Review review) {
    List<Object> list = new ArrayList<>();
    MovedStake.byLane(review.leaves().stream().map(ReviewedTx::leaf).toList())
        .forEach((lane, most) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("chain", lane.chain().toString());
          one.put("account", lane.account().toString());
          one.put("amount", most.toString());
          list.add(one);
        });
    return list;
  }

  private static List<Object> lanes(SortedMap<LaneId, Exposure> lanes) {
    List<Object> list = new ArrayList<>();
    lanes.forEach((lane, exposure) -> {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("chain", lane.chain().toString());
      one.put("account", lane.account().toString());
      Map<String, Object> amounts = new LinkedHashMap<>();
      exposure
          .amounts()
          .forEach((asset, amount) -> amounts.put(asset.toString(), amount.toString()));
      one.put("amounts", amounts);
      list.add(one);
    });
    return list;
  }

  private static List<String> destinations(Review review) {
    return review.destinations().stream()
        .map(destination ->
            switch (destination) {
              case Destination.Recipient to -> "recipient " + to.chain() + " " + to.address();
              case Destination.Validator to -> "validator " + to.chain() + " " + to.key();
              case Destination.BlockBuilder to -> "block-builder " + to.chain();
              case Destination.RequestQueue to ->
                  "request-queue " + to.chain() + " " + to.predeploy();
            })
        .sorted()
        .toList();
  }
}
