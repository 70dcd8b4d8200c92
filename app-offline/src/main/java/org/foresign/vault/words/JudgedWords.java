package org.foresign.vault.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.crypto.CryptoChoice;
import org.foresign.crypto.WordCode;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Review;
import org.foresign.model.review.BatchReview;
import org.foresign.model.work.Counted;
import org.foresign.vault.judge.JudgedBatch;
import org.foresign.words.ReviewFacts;
import org.foresign.words.ReviewLines;

/** A judged batch as a page and as facts. Names come from the vault's own policy. */
public final class JudgedWords {
  private final JudgedBatch judged;
  private final BatchReview review;

  public JudgedWords(JudgedBatch judged) {
    this.judged = judged;
    this.review = BatchReview.of(judged.review());
  }

  /** For JSON (docs/spec/review-json.md). */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(ReviewFacts.of(review));
    facts.put("desk", judged.desk().name());
    facts.put("policy", judged.policy().policy().number());
    facts.put("goesOn", judged.goesOn());
    return facts;
  }

  /** The libraries that this batch is judged and signed with. */
  public List<CryptoChoice> crypto() {
    return review.kinds().containsKey(OperationKind.STAKE)
        ? CryptoChoice.all()
        : List.of(CryptoChoice.signatures());
  }

  /**
   * The page before a signature.
   *
   * @param wholeKeys whether validators are named by whole keys, one a line
   */
  public List<String> page(boolean wholeKeys) {
    Policy policy = judged.policy().policy();
    ReviewLines text = new ReviewLines(review, new PolicyWords(policy));
    Review said = judged.review();
    List<String> lines = new ArrayList<>();
    lines.add(
        (said.refused() ? "REFUSED: " : "MAY BE SIGNED: ")
            + Counted.of(said.leaves().size(), "transaction")
            + " for "
            + Counted.of(said.batch().request().slotCount(), "nonce")
            + (policy.practice() ? " (practice vault)" : ""));
    lines.add("words: " + WordCode.text(said.batch().batchDigest()));
    if (judged.goesOn()) {
      lines.add("This batch was claimed before and interrupted; its nonces already count.");
    }
    lines.addAll(text.page(wholeKeys));
    lines.add("");
    lines.add("From desk " + judged.desk().name() + ", under policy " + policy.number() + ".");
    lines.addAll(text.origin());
    return lines;
  }
}
