package org.foresign.vault.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.MovedStake;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Severity;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.model.work.Counted;
import org.foresign.vault.officers.PolicyText;

/**
 * The one page that an officer reads before saying yes: what is refused, what to be warned of, the
 * worst that can happen, where value can go, then what is signed. Names come from the vault's own
 * policy.
 */
public final class ReviewPage {
  private static final int MOST_EXAMPLES = 5;

  private final JudgedBatch judged;
  private final Review review;
  private final PolicyText names;
  private final List<String> lines = new ArrayList<>();

  private ReviewPage(JudgedBatch judged) {
    this.judged = judged;
    this.review = judged.review();
    this.names = new PolicyText(judged.policy().policy());
  }

  /**
   * The page, line by line.
   *
   * @param wholeKeys whether validators are named by whole keys, one a line
   */
  public static List<String> lines(JudgedBatch judged, boolean wholeKeys) {
    ReviewPage page = new ReviewPage(judged);
    page.verdict();
    page.findings(Severity.REFUSE, "REFUSED BECAUSE");
    page.findings(Severity.CONSENT, "SIGNED ONLY IF YOU SAY SO, BY THE CODE IN BRACKETS");
    page.findings(Severity.WARN, "BE WARNED");
    page.worst();
    page.destinations();
    page.content(wholeKeys);
    page.origin();
    return List.copyOf(page.lines);
  }

  private void verdict() {
    lines.add(
        (review.refused() ? "REFUSED: " : "MAY BE SIGNED: ")
            + Counted.of(review.leaves().size(), "transaction")
            + " for "
            + Counted.of(review.batch().request().slotCount(), "nonce")
            + (judged.policy().policy().practice() ? " (practice vault)" : ""));
    lines.add("words: " + WordCode.text(review.batch().batchDigest()));
    if (judged.goesOn()) {
      lines.add("This batch was claimed before and interrupted; its nonces already count.");
    }
  }

  private void findings(Severity severity, String title) {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    for (Finding finding : review.whole().findings()) {
      collect(found, finding, severity, "whole batch");
    }
    for (ReviewedTx leaf : review.leaves()) {
      for (Finding finding : leaf.verdict().findings()) {
        collect(found, finding, severity, place(leaf.leaf(), severity));
      }
    }
    if (found.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    // One consent covers all that wants it, so nothing that it covers is left out.
    int most = severity == Severity.CONSENT ? Integer.MAX_VALUE : MOST_EXAMPLES;
    found.forEach((sentence, where) -> {
      lines.add("  " + sentence);
      where.stream().limit(most).forEach(place -> lines.add("    " + place));
      if (where.size() > most) {
        lines.add("    and " + (where.size() - most) + " more");
      }
    });
  }

  /** Where a finding is; consent is given for a nonce, whatever its tiers. */
  private String place(UnsignedTx leaf, Severity severity) {
    return severity == Severity.CONSENT
        ? "nonce " + leaf.slot().nonce() + " of " + names.lane(leaf.slot().lane())
        : "leaf " + leaf.index() + " (nonce " + leaf.slot().nonce() + ")";
  }

  private static void collect(
      Map<String, Set<String>> found, Finding finding, Severity severity, String where) {
    if (finding.severity() == severity) {
      String details =
          finding.details().isEmpty() ? "" : ": " + String.join("; ", finding.details());
      found
          .computeIfAbsent(
              finding.code().sentence()
                  + (severity == Severity.CONSENT ? " [" + finding.code().id() + "]" : ""),
              sentence -> new LinkedHashSet<>())
          .add(where + details);
    }
  }

  private void worst() {
    lines.add("");
    lines.add("AT WORST, if somebody broadcast the dearest leaf of every nonce");
    SortedMap<LaneId, Wei> stake =
        MovedStake.byLane(review.leaves().stream().map(ReviewedTx::leaf).toList());
    for (Map.Entry<LaneId, Exposure> lane : review.exposure().entrySet()) {
      lines.add("  " + names.lane(lane.getKey()));
      amounts("this batch", lane.getValue());
      amounts(
          "with all signed before",
          review.outstandingAfter().getOrDefault(lane.getKey(), Exposure.NONE));
      if (stake.containsKey(lane.getKey())) {
        lines.add(
            "    and beside that, stake that requests of this batch can move: up to "
                + names.amount(lane.getKey().nativeAsset(), stake.get(lane.getKey())));
      }
    }
  }

  private void amounts(String what, Exposure exposure) {
    exposure
        .amounts()
        .forEach((asset, amount) -> lines.add("    " + what + ": " + names.amount(asset, amount)));
  }

  private void destinations() {
    lines.add("");
    lines.add("VALUE CAN GO TO");
    int validators = 0;
    for (Destination destination : review.destinations()) {
      switch (destination) {
        case Destination.Recipient to ->
            lines.add("  " + recipient(to) + ", " + to.address() + " on " + chain(to.chain()));
        case Destination.Validator _ -> validators++;
        case Destination.BlockBuilder to ->
            lines.add("  whoever builds the block, by tips, on " + chain(to.chain()));
        case Destination.RequestQueue to ->
            lines.add("  the request queue " + to.predeploy() + " on " + chain(to.chain()));
      }
    }
    if (validators > 0) {
      lines.add(
          "  " + Counted.of(validators, "validator") + ", named below: whoever holds the keys");
    }
  }

  private String recipient(Destination.Recipient to) {
    return BatchContent.name(judged.policy().policy(), to.chain(), to.address());
  }

  private void content(boolean wholeKeys) {
    lines.add("");
    lines.add("WHAT IS SIGNED");
    lines.addAll(
        new BatchContent(judged.policy().policy(), wholeKeys)
            .lines(review.leaves().stream().map(ReviewedTx::leaf).toList()));
  }

  private void origin() {
    BatchRequest request = review.batch().request();
    lines.add("");
    lines.add(
        "From desk "
            + judged.desk().name()
            + ", request "
            + request.sequence()
            + ", planned "
            + PolicyWords.time(request.plannedAt())
            + ", to be reviewed by "
            + PolicyWords.time(request.reviewBy())
            + ", under policy "
            + judged.policy().policy().number()
            + ".");
    for (Snapshot snapshot : request.snapshots()) {
      lines.add(
          "Chain facts of block "
              + snapshot.blockNumber()
              + " on "
              + chain(snapshot.chain())
              + " at "
              + PolicyWords.time(snapshot.blockTime())
              + ", claimed by the desk and unproven.");
    }
    lines.add("digest: " + review.batch().batchDigest());
  }

  private String chain(Chain chain) {
    return names.chain(chain);
  }
}
