package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.foresign.crypto.WordCode;
import org.foresign.desk.plan.Refusals;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.Review;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.ReviewedTx;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Counted;

/** A batch on one page: what it is, its words, the most it can cost, what is said against it. */
final class BatchPage {
  private BatchPage() {}

  static List<String> words(ExpandedBatch batch) {
    return WordCode.words(batch.batchDigest(), WordCode.TRANSPORT);
  }

  static Answer of(Review review, String verb) {
    ExpandedBatch batch = review.batch();
    List<String> lines = new ArrayList<>(head(batch, verb));
    lines.add("Most that can leave by this batch:");
    addExposure(lines, review.exposure());
    lines.add("Most that can leave by everything signed, this batch included:");
    addExposure(lines, review.outstandingAfter());
    addFindings(lines, review);
    Map<String, Object> facts = new LinkedHashMap<>(headFacts(batch));
    facts.put("exposure", exposureFacts(review.exposure()));
    facts.put("outstandingAfter", exposureFacts(review.outstandingAfter()));
    facts.put("warnings", findings(review).stream().map(Refusals::sentence).toList());
    return Answer.done(lines, facts);
  }

  /** A batch without a judgement. */
  static Answer plain(ExpandedBatch batch, String verb) {
    return Answer.done(head(batch, verb), headFacts(batch));
  }

  private static List<String> head(ExpandedBatch batch, String verb) {
    List<String> lines = new ArrayList<>();
    lines.add(
        verb
            + " batch "
            + batch.batchDigest().bytes().hex().substring(0, 16)
            + ": "
            + Counted.of(batch.request().slotCount(), "nonce")
            + ", "
            + Counted.of(batch.leaves().size(), "leaf", "leaves")
            + ".");
    lines.add("Words: " + String.join(" ", words(batch)));
    kinds(batch)
        .forEach(
            (kind, count) -> lines.add("  " + Counted.of(count, "leaf", "leaves") + " " + kind));
    return lines;
  }

  private static Map<String, Object> headFacts(ExpandedBatch batch) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ok", true);
    facts.put("batch", batch.batchDigest().toString());
    facts.put("batchId", batch.request().batchId().hex());
    facts.put("words", words(batch));
    facts.put("nonces", batch.request().slotCount());
    facts.put("leaves", batch.leaves().size());
    facts.put("kinds", kinds(batch));
    facts.put("requestBytes", batch.requestBytes().size());
    return facts;
  }

  private static Map<String, Integer> kinds(ExpandedBatch batch) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (UnsignedTx leaf : batch.leaves()) {
      String kind = leaf.operation().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      kinds.merge(kind, 1, Integer::sum);
    }
    return kinds;
  }

  private static void addExposure(List<String> lines, SortedMap<LaneId, Exposure> exposure) {
    exposure.forEach((lane, amounts) -> {
      lines.add("  " + ChainNames.name(lane.chain()) + " " + lane.account());
      amounts.amounts().forEach((asset, amount) -> lines.add("    " + amount(asset, amount)));
    });
  }

  private static String amount(Asset asset, Wei amount) {
    return asset
        .token()
        .map(contract -> amount + " units of token " + contract)
        .orElseGet(() -> amount.toEther() + " ETH");
  }

  private static List<Map<String, Object>> exposureFacts(SortedMap<LaneId, Exposure> exposure) {
    List<Map<String, Object>> facts = new ArrayList<>();
    exposure.forEach((lane, amounts) ->
        amounts
            .amounts()
            .forEach((asset, amount) ->
                facts.add(
                    Map.of(
                        "chain", lane.chain().reference(),
                        "account", lane.account().toString(),
                        "asset", asset.token().map(Object::toString).orElse("native"),
                        "amount", amount.toString()))));
    return facts;
  }

  private static List<Finding> findings(Review review) {
    List<Finding> findings = new ArrayList<>(review.whole().findings());
    for (ReviewedTx leaf : review.leaves()) {
      for (Finding finding : leaf.verdict().findings()) {
        if (!findings.contains(finding)) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static void addFindings(List<String> lines, Review review) {
    for (Finding finding : findings(review)) {
      lines.add(
          finding.severity().name().toLowerCase(Locale.ROOT) + ": " + Refusals.sentence(finding));
    }
  }
}
