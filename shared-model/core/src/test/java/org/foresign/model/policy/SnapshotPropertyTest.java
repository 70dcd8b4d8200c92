package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.foresign.model.Samples;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** No snapshot makes a verdict more permissive than none. */
class SnapshotPropertyTest {
  @Test
  void noSnapshotMakesAVerdictMorePermissiveThanNone() {
    AtomicInteger acceptedWithout = new AtomicInteger();
    AtomicInteger changed = new AtomicInteger();
    Seeds.check(
        600,
        random -> {
          int strictness = random.nextInt(4);
          Policy policy = PolicySamples.random(random, strictness);
          BatchRequest told = Samples.request(random, PolicyCodec.hash(policy));
          BatchRequest silent = Samples.with(told, List.of());
          ExpandedBatch with = BatchExpander.expand(told, Samples.encode(told));
          ExpandedBatch without = BatchExpander.expand(silent, Samples.encode(silent));
          LedgerView ledger = PolicySamples.ledger(random);
          EvaluationContext context =
              PolicySamples.context(random, with.leaves().size(), strictness);
          Review judged = PolicyEvaluator.review(with, policy, ledger, context);
          Review bare = PolicyEvaluator.review(without, policy, ledger, context);

          stricter(judged.whole(), bare.whole());
          for (int i = 0; i < bare.leaves().size(); i++) {
            stricter(judged.leaves().get(i).verdict(), bare.leaves().get(i).verdict());
            acceptedWithout.addAndGet(bare.leaves().get(i).verdict().refuses() ? 0 : 1);
            changed.addAndGet(
                judged.leaves().get(i).verdict().equals(bare.leaves().get(i).verdict()) ? 0 : 1);
          }
          assertThat(judged.refused() || !bare.refused()).isTrue();
          assertThat(judged.exposure()).isEqualTo(bare.exposure());
          assertThat(judged.outstandingAfter()).isEqualTo(bare.outstandingAfter());
          assertThat(judged.destinations()).isEqualTo(bare.destinations());
        });
    // The property would hold for a judge that always refuses, and for facts without effect.
    if (System.getProperty("foresign.seed") == null) {
      assertThat(acceptedWithout).hasValueGreaterThan(100);
      assertThat(changed).hasValueGreaterThan(100);
    }
  }

  /** Findings that say a fact is missing are the one kind that a fact takes away. */
  private static Verdict told(Verdict verdict) {
    return Verdict.of(
        verdict.findings().stream().filter(finding -> !finding.code().saysMissing()).toList());
  }

  private static void stricter(Verdict judged, Verdict bare) {
    Verdict with = told(judged);
    Verdict without = told(bare);
    assertThat(with.findings()).containsAll(without.findings());
    assertThat(rank(with)).isGreaterThanOrEqualTo(rank(without));
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Clean clean -> 0;
      case Verdict.Warn warn -> 1;
      case Verdict.Consent consent -> 2;
      case Verdict.Refuse refuse -> 3;
    };
  }
}
