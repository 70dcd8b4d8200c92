package org.foresign.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.foresign.model.Samples;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.ExposureCalculator;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Verdict;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.review.BatchReview;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** What docs/spec/review-json.md promises, over random batches. */
class ReviewFactsTest {
  private static final int ROUNDS = 40;

  @Test
  void everyLeafIsThereOnceWithItsVerdictAndNoneIsHeldBeforeItIsPrinted() {
    Seeds.check(
        ROUNDS,
        random -> {
          ExpandedBatch batch = batch(random);
          Map<String, Object> facts = ReviewFacts.of(BatchReview.of(review(batch)));
          assertThat(facts.get("leaves")).isNotInstanceOf(List.class);
          List<Map<?, ?>> leaves = new ArrayList<>();
          ((Iterable<?>) facts.get("leaves")).forEach(leaf -> leaves.add((Map<?, ?>) leaf));
          assertThat(leaves).hasSize(batch.leaves().size());
          assertThat(facts).containsEntry("leafCount", leaves.size());
          for (int i = 0; i < leaves.size(); i++) {
            assertThat(leaves.get(i).get("index")).isEqualTo(i);
            assertThat(leaves.get(i).get("verdict")).isEqualTo(i % 2 == 0 ? "warn" : "clean");
          }
        });
  }

  @Test
  void amountsAreThoseOfTheExposureAndOfEveryLane() {
    Seeds.check(
        ROUNDS,
        random -> {
          ExpandedBatch batch = batch(random);
          BatchReview review = BatchReview.of(batch, true);
          Exposure all =
              ExposureCalculator.byLane(ExposureCalculator.bySlot(batch.leaves())).values().stream()
                  .reduce(Exposure.NONE, Exposure::plus);
          assertThat(review.total()).isEqualTo(all);
          Map<String, Object> facts = ReviewFacts.of(review);
          assertThat((List<?>) facts.get("exposure")).hasSameSizeAs(review.lanes());
          assertThat(facts).doesNotContainKeys("refused", "outstandingAfter", "findings");
          assertThat(facts.get("missing")).isEqualTo(List.of("judgement"));
        });
  }

  @Test
  void aReasonNamesTheLeavesThatItIsAbout() {
    Seeds.check(ROUNDS, ReviewFactsTest::namesItsLeaves);
  }

  private static void namesItsLeaves(SplittableRandom random) throws Exception {
    ExpandedBatch batch = batch(random);
    List<?> found = (List<?>) ReviewFacts.of(BatchReview.of(review(batch))).get("findings");
    assertThat(found).hasSize(2);
    Map<?, ?> whole = (Map<?, ?>) found.getFirst();
    assertThat(whole.get("code")).isEqualTo("approvals-missing");
    assertThat(whole.get("places")).isEqualTo(List.of(Map.of("details", List.of("0 of 1"))));
    List<?> places = (List<?>) ((Map<?, ?>) found.getLast()).get("places");
    assertThat(places).hasSize((batch.leaves().size() + 1) / 2);
    assertThat(((Map<?, ?>) places.getFirst()).get("leaf")).isEqualTo(0);
  }

  private static ExpandedBatch batch(SplittableRandom random) throws ProblemException {
    return BatchExpander.expand(Samples.encode(Samples.request(random, Samples.digest(1))));
  }

  private static Review review(ExpandedBatch batch) {
    Verdict warned =
        Verdict.of(List.of(Finding.warn(FindingCode.NONCE_USED_ON_CHAIN, "next is 9")));
    return new Review(
        batch,
        batch.leaves().stream()
            .map(leaf ->
                new ReviewedTx(leaf, leaf.index() % 2 == 0 ? warned : Verdict.of(List.of())))
            .toList(),
        Verdict.of(List.of(Finding.refuse(FindingCode.APPROVALS_MISSING, "0 of 1"))),
        ExposureCalculator.byLane(ExposureCalculator.bySlot(batch.leaves())),
        new TreeMap<>(),
        ExposureCalculator.destinations(batch.leaves()));
  }
}
