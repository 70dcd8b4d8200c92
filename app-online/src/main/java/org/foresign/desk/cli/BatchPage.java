package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.foresign.command.Answer;
import org.foresign.crypto.WordCode;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.MovedStake;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Severity;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Counted;

/** A batch on one page: what it is, its words, the most it can cost, what is said against it. */
final class BatchPage {
  private final PolicyWords names;

  /**
   * @param names of the policy that the batch was planned under, as far as it is known here
   */
  BatchPage(PolicyWords names) {
    this.names = names;
  }

  /** A batch as the policy that it was planned under names what is in it. */
  static BatchPage of(DeskHome home, ExpandedBatch batch) throws ProblemException {
    Optional<SignedPolicy> policy = new PolicyCopies(home).byHash(batch.request().policyHash());
    return new BatchPage(new PolicyWords(policy.isEmpty() ? null : policy.get().policy()));
  }

  static List<String> words(ExpandedBatch batch) {
    return WordCode.words(batch.batchDigest());
  }

  /** The whole page, with what the vault's policy says. */
  Answer judged(Review review, String verb) {
    List<String> lines = new ArrayList<>();
    lines.add("Most that can leave by everything signed, this batch included:");
    addExposure(lines, review.outstandingAfter());
    addFindings(lines, review);
    return whole(review.batch(), verb)
        .lines(lines)
        .fact("outstandingAfter", exposureFacts(review.outstandingAfter()))
        .fact("consents", review.consentsWanted().stream().map(FindingCode::id).toList())
        .fact("warnings", findings(review).stream().map(Finding::words).toList());
  }

  /** What is in a batch, what it can cost at worst and where that can go. */
  Answer whole(ExpandedBatch batch, String verb) {
    List<String> lines = new ArrayList<>(head(batch, verb));
    lines.addAll(new BatchTree(names).lines(batch.leaves()));
    SortedMap<LaneId, Exposure> exposure =
        ExposureCalculator.byLane(ExposureCalculator.bySlot(batch.leaves()));
    lines.add("Most that can leave by this batch:");
    addExposure(lines, exposure);
    SortedMap<LaneId, Wei> stake = MovedStake.byLane(batch.leaves());
    stake.forEach((lane, most) ->
        lines.add(
            "  and beside that, stake that its requests can move: up to "
                + names.amount(lane.nativeAsset(), most)));
    List<String> destinations =
        ExposureCalculator.destinations(batch.leaves()).stream().map(this::words).toList();
    lines.add("It can go to:");
    destinations.forEach(destination -> lines.add("  " + destination));
    Map<String, Object> facts = new LinkedHashMap<>(headFacts(batch));
    facts.put("exposure", exposureFacts(exposure));
    facts.put("stakeMoved", stakeFacts(stake));
    facts.put("destinations", destinations);
    facts.put("tree", batch.leaves().stream().map(LeafPage::facts).toList());
    return new Answer().lines(lines).facts(facts);
  }

  private String words(Destination destination) {
    return switch (destination) {
      case Destination.Recipient to ->
          names.recipient(to.chain(), to.address()) + " on " + names.chain(to.chain());
      case Destination.Validator to ->
          "whoever holds the key of validator "
              + names.validator(to.chain(), to.key())
              + " on "
              + names.chain(to.chain());
      case Destination.BlockBuilder to ->
          "block builders on " + names.chain(to.chain()) + ", by fees and tips";
      case Destination.RequestQueue to ->
          "request contract " + to.predeploy() + " on " + names.chain(to.chain()) + ", by its fee";
    };
  }

  /** A batch without a judgement. */
  static Answer plain(ExpandedBatch batch, String verb) {
    return new Answer().lines(head(batch, verb)).facts(headFacts(batch));
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
      String kind = Spelling.of(leaf.operation().kind());
      kinds.merge(kind, 1, Integer::sum);
    }
    return kinds;
  }

  private void addExposure(List<String> lines, SortedMap<LaneId, Exposure> exposure) {
    exposure.forEach((lane, amounts) -> {
      lines.add("  " + names.lane(lane));
      amounts.amounts().forEach((asset, amount) -> lines.add("    " + names.amount(asset, amount)));
    });
  }

  private static List<Map<String, Object>> stakeFacts(SortedMap<LaneId, Wei> stake) {
    return stake.entrySet().stream()
        .map(lane ->
            Map.<String, Object>of(
                "chain", lane.getKey().chain().reference(),
                "account", lane.getKey().account().toString(),
                "amount", lane.getValue().toString()))
        .toList();
  }

  private List<Map<String, Object>> exposureFacts(SortedMap<LaneId, Exposure> exposure) {
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
                        "amount", amount.toString(),
                        "words", names.amount(asset, amount)))));
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
          Spelling.of(finding.severity())
              + (finding.severity() == Severity.CONSENT ? " " + finding.code().id() : "")
              + ": "
              + finding.words());
    }
  }
}
