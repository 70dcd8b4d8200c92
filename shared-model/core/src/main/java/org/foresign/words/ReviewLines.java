package org.foresign.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.eth.Chain;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Severity;
import org.foresign.model.review.BatchReview;
import org.foresign.model.review.FindingGroup;
import org.foresign.model.review.LaneReview;
import org.foresign.model.review.LeafGroup;
import org.foresign.model.review.NonceRun;
import org.foresign.model.review.Offer;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.text.Ranges;
import org.foresign.model.work.Counted;

/** A review in lines: parts that a page puts in its order. Nothing is left out of any part. */
public final class ReviewLines {
  private static final int MOST_EXAMPLES = 5;
  private static final int KEYS_A_LINE = 3;

  /** Hex digits of a key that are shown at its beginning and at its end. */
  private static final int KEY_HEAD = 12;

  private static final int KEY_TAIL = 8;

  private final BatchReview review;
  private final PolicyWords names;
  private final OperationWords operations;

  /**
   * @param names of the policy that the batch was planned under, as far as it is known here
   */
  public ReviewLines(BatchReview review, PolicyWords names) {
    this.review = review;
    this.names = names;
    this.operations = new OperationWords(names);
  }

  /** The page before a signature: what is said against it first, then the worst, then all of it. */
  public List<String> page(boolean wholeKeys) {
    List<String> lines = new ArrayList<>();
    for (List<String> part :
        List.of(
            refused(),
            consents(),
            warnings(),
            atWorst(),
            outstanding(),
            destinations(),
            content(wholeKeys))) {
      if (!part.isEmpty()) {
        lines.add("");
        lines.addAll(part);
      }
    }
    return lines;
  }

  /** The page of whoever plans: the tree first, and what is said against it at its end. */
  public List<String> plan() {
    List<String> lines = new ArrayList<>();
    lines.addAll(tree());
    lines.addAll(exclusiveStakes());
    lines.addAll(atWorst());
    lines.addAll(outstanding());
    lines.addAll(destinations());
    lines.addAll(refused());
    lines.addAll(consents());
    lines.addAll(warnings());
    review
        .missing()
        .forEach(missing ->
            lines.add(
                switch (missing) {
                  case POLICY ->
                      "The policy it was planned under is not here: no name of it is shown.";
                  case JUDGEMENT ->
                      "No rule was compared here; 'desk plan' did that, and the vault does it again.";
                }));
    return lines;
  }

  private List<String> refused() {
    return findings(Severity.REFUSE, "Refused because:");
  }

  private List<String> consents() {
    return findings(Severity.CONSENT, "Signed only if you say so, by the code in brackets:");
  }

  private List<String> warnings() {
    return findings(Severity.WARN, "Be warned:");
  }

  private List<String> findings(Severity severity, String title) {
    List<String> lines = new ArrayList<>();
    for (FindingGroup group : review.findings(severity)) {
      if (lines.isEmpty()) {
        lines.add(title);
      }
      // One consent covers all that wants it, so nothing that it covers is left out.
      boolean consent = severity == Severity.CONSENT;
      int most = consent ? Integer.MAX_VALUE : MOST_EXAMPLES;
      lines.add("  " + group.code().sentence() + (consent ? " [" + group.code().id() + "]" : ""));
      Set<String> where = new LinkedHashSet<>();
      group.places().forEach(place -> where.add(words(place, consent)));
      where.stream().limit(most).forEach(place -> lines.add("    " + place));
      if (where.size() > most) {
        lines.add("    and " + (where.size() - most) + " more");
      }
    }
    return lines;
  }

  /** Where a finding is; consent is given for a nonce, whatever its tiers. */
  private String words(FindingGroup.Place place, boolean consent) {
    var leaf = place.leaf();
    String where =
        leaf == null
            ? "whole batch"
            : consent
                ? "nonce " + leaf.slot().nonce() + " of " + names.lane(leaf.slot().lane())
                : "leaf " + leaf.index() + " (nonce " + leaf.slot().nonce() + ")";
    return place.details().isEmpty() ? where : where + ": " + String.join("; ", place.details());
  }

  private List<String> atWorst() {
    List<String> lines = new ArrayList<>();
    lines.add("Most that can leave by this batch:");
    for (LaneReview lane : review.lanes()) {
      add(lines, names.lane(lane.lane()), lane.atWorst());
      if (!lane.stakeMoved().isZero()) {
        lines.add(
            "    and beside that, stake that its requests can move: up to "
                + names.amount(lane.lane().nativeAsset(), lane.stakeMoved()));
      }
    }
    if (review.lanes().size() > 1) {
      add(lines, "in all", review.total());
    }
    return lines;
  }

  private List<String> outstanding() {
    List<String> lines = new ArrayList<>();
    if (review.judged().isPresent()) {
      lines.add("Most that can leave by everything signed, this batch included:");
      review.outstandingAfter().forEach((lane, most) -> add(lines, names.lane(lane), most));
    }
    return lines;
  }

  private void add(List<String> lines, String whose, Exposure most) {
    lines.add("  " + whose);
    most.amounts().forEach((asset, amount) -> lines.add("    " + names.amount(asset, amount)));
  }

  private List<String> destinations() {
    List<String> lines = new ArrayList<>();
    lines.add("It can go to:");
    int validators = 0;
    for (Destination destination : review.destinations()) {
      switch (destination) {
        case Destination.Recipient to ->
            lines.add("  " + names.payee(to.chain(), to.address()) + on(to.chain()) + atMost(to));
        case Destination.Validator _ -> validators++;
        case Destination.BlockBuilder to ->
            lines.add("  block builders" + on(to.chain()) + ", by fees and tips");
        case Destination.RequestQueue to ->
            lines.add("  request contract " + to.predeploy() + on(to.chain()) + ", by its fee");
      }
    }
    if (validators > 0) {
      lines.add(
          "  "
              + Counted.of(validators, "validator")
              + " named on this page: whoever holds "
              + (validators == 1 ? "its key" : "their keys"));
    }
    return lines;
  }

  private String on(Chain chain) {
    return " on " + names.chain(chain);
  }

  private String atMost(Destination.Recipient to) {
    String most =
        review.paid().getOrDefault(to, Exposure.NONE).amounts().entrySet().stream()
            .map(paid -> names.amount(paid.getKey(), paid.getValue()))
            .collect(Collectors.joining(" and "));
    return most.isEmpty() ? "" : ", at most " + most;
  }

  /**
   * Lane, nonce, alternative, tiers. Alternatives are counted from 1 as in {@code desk release
   * --alternative}; successive nonces that offer the same are one entry.
   */
  private List<String> tree() {
    List<String> lines = new ArrayList<>();
    for (LaneReview lane : review.lanes()) {
      lines.add(names.lane(lane.lane()));
      for (NonceRun run : lane.runs()) {
        lines.add(
            run.first() == run.last()
                ? "  nonce " + run.first()
                : "  nonces " + run.first() + " to " + run.last() + ", each");
        run.offers().forEach(offer -> lines.add(line(lane.lane().chain(), offer)));
      }
    }
    return lines;
  }

  private List<String> exclusiveStakes() {
    List<String> lines = new ArrayList<>();
    for (LaneReview lane : review.lanes()) {
      String coin = names.asset(lane.lane().nativeAsset());
      for (NonceRun run : lane.runs()) {
        run.exclusiveStakes()
            .forEach((key, amounts) ->
                lines.add(
                    "Nonce "
                        + run.first()
                        + ": "
                        + amounts.stream()
                            .map(amount -> amount.toWei().toEther())
                            .collect(Collectors.joining(" or "))
                        + " "
                        + coin
                        + " for "
                        + key
                        + ", not both. To fund a key in two steps, stake one and add the other by"
                        + " --top-up once the chain knows the key."));
      }
    }
    return lines;
  }

  private String line(Chain chain, Offer offer) {
    String cap = PolicyWords.gwei(offer.lowestCap());
    String most = PolicyWords.gwei(offer.highestCap());
    return "    %d  %s; %s %s"
        .formatted(
            offer.alternative() + 1,
            operations.phrase(chain, offer.operation(), offer.reference()),
            offer.tiers() == 1 ? "1 tier, cap" : offer.tiers() + " tiers, caps",
            cap.equals(most) ? cap : cap + " to " + most);
  }

  /** Like leaves in one line with their nonces, every validator by its key. */
  List<String> content(boolean wholeKeys) {
    List<String> lines = new ArrayList<>();
    lines.add("What is signed:");
    for (LaneReview lane : review.lanes()) {
      lines.add("  " + names.lane(lane.lane()) + ", " + Ranges.nonces(lane.nonces()));
      for (LeafGroup group : lane.groups()) {
        lines.add(
            "    "
                + group.leaves()
                + " x "
                + operations.ofGroup(lane.lane().chain(), group.one(), group.reference())
                + ", "
                + Ranges.nonces(group.nonces()));
        lines.addAll(validators(group, wholeKeys));
      }
    }
    return lines;
  }

  private static List<String> validators(LeafGroup group, boolean wholeKeys) {
    int keysALine = wholeKeys ? 1 : KEYS_A_LINE;
    List<String> lines = new ArrayList<>();
    StringJoiner line = new StringJoiner("  ", "      ", "");
    int onLine = 0;
    for (Map.Entry<BlsPublicKey, SortedSet<Long>> entry : group.validators().entrySet()) {
      line.add(key(entry.getKey(), wholeKeys) + " (" + Ranges.numbers(entry.getValue()) + ")");
      if (++onLine == keysALine) {
        lines.add(line.toString());
        line = new StringJoiner("  ", "      ", "");
        onLine = 0;
      }
    }
    if (onLine > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private static String key(BlsPublicKey key, boolean whole) {
    String hex = key.bytes().hex();
    return whole
        ? key.toString()
        : "0x" + hex.substring(0, KEY_HEAD) + "…" + hex.substring(hex.length() - KEY_TAIL);
  }

  /** What it rests on. */
  public List<String> origin() {
    BatchRequest request = review.batch().request();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Request "
            + request.sequence()
            + ", planned "
            + PolicyWords.time(request.plannedAt())
            + ", to be reviewed by "
            + PolicyWords.time(request.reviewBy())
            + ".");
    for (Snapshot snapshot : request.snapshots()) {
      lines.add(
          "Chain facts of block "
              + snapshot.blockNumber()
              + on(snapshot.chain())
              + " at "
              + PolicyWords.time(snapshot.blockTime())
              + ", claimed by the desk and unproven.");
    }
    lines.add("digest: " + review.batch().batchDigest());
    return lines;
  }
}
