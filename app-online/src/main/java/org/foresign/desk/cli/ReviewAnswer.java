package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.command.Answer;
import org.foresign.crypto.WordCode;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.review.BatchReview;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.work.Counted;
import org.foresign.words.ReviewFacts;
import org.foresign.words.ReviewLines;
import org.jspecify.annotations.Nullable;

/** A batch as an answer: in short, or with all that is in it. */
final class ReviewAnswer {
  private ReviewAnswer() {}

  /** A batch of this desk in short. */
  static Answer inShort(DeskHome home, PlannedBatch batch, String verb) throws ProblemException {
    BatchReview review = BatchReview.of(BatchExpander.expand(home.batches().request(batch)), false);
    return new Answer().lines(head(review, verb)).facts(ReviewFacts.head(review));
  }

  /** A batch of this desk with all that is in it, as the policy that it was planned under says. */
  static Answer whole(DeskHome home, PlannedBatch batch, String verb) throws ProblemException {
    ExpandedBatch expanded = BatchExpander.expand(home.batches().request(batch));
    Optional<SignedPolicy> policy = new PolicyCopies(home).byHash(expanded.request().policyHash());
    return whole(expanded, policy.isEmpty() ? null : policy.get().policy(), verb);
  }

  /**
   * @param policy null where there is none, as on a second machine
   */
  static Answer whole(ExpandedBatch batch, @Nullable Policy policy, String verb) {
    return whole(BatchReview.of(batch, policy != null), new PolicyWords(policy), verb);
  }

  static Answer whole(BatchReview review, PolicyWords names, String verb) {
    ReviewLines text = new ReviewLines(review, names);
    return new Answer()
        .lines(head(review, verb))
        .lines(text.plan())
        .lines(text.origin())
        .facts(ReviewFacts.of(review));
  }

  private static List<String> head(BatchReview review, String verb) {
    List<String> lines = new ArrayList<>();
    ExpandedBatch batch = review.batch();
    lines.add(
        verb
            + " batch "
            + batch.batchDigest().bytes().hex().substring(0, 16)
            + ": "
            + Counted.of(batch.request().slotCount(), "nonce")
            + ", "
            + Counted.of(batch.leaves().size(), "leaf", "leaves")
            + ".");
    lines.add("Words: " + WordCode.text(batch.batchDigest()));
    review
        .kinds()
        .forEach((kind, count) ->
            lines.add("  " + Counted.of(count, "leaf", "leaves") + " " + Spelling.of(kind)));
    return lines;
  }
}
