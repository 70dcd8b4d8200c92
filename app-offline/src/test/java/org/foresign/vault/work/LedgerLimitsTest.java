package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.TestStick;
import org.foresign.vault.journal.LedgerHistory;
import org.foresign.vault.officers.RuleChange;
import org.foresign.vault.settings.VaultHome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits over several batches, through the workflows and the rows that they leave. A nonce of two
 * tiers costs 0.01 ETH and 60,000 gas at 25 gwei at most, 0.0115 ETH; one of three tiers 31.25
 * gwei, 0.011875 ETH.
 */
class LedgerLimitsTest {
  private static final LaneId LANE = new LaneId(Networks.PRACTICE.chain(), PairedVault.ACCOUNT);

  @TempDir private Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private PairedVault story;
  private Digest32 policy;
  private Digest32 last;
  private long sequence;

  @BeforeEach
  void begin() throws Exception {
    story = PairedVault.begin(folder, clock);
    policy = story.policy;
  }

  @Test
  void aLifetimeLimitCountsOverBatchesUntilItIsRenewed() throws Exception {
    decide(limits("0.05", "0.05", "0.05"));
    sign(plan(0, 3, 2));
    assertThat(findings(plan(3, 2, 2))).contains("limit-lifetime-exceeded");
    decide(limits(null, "1", "1"));
    decide(limits(null, "1", "0.05"));
    assertThat(findings(plan(3, 2, 2))).contains("limit-lifetime-exceeded");

    decide(rights(null, true));
    sign(plan(3, 2, 2));
    assertThat(history(LANE).lifetime(LANE, 1)).isEqualTo(ether("0.0575"));
    assertThat(history(LANE).outstanding(LANE)).isEqualTo(ether("0.0575"));
    long renewedAt = policyNumber();
    assertThat(history(LANE).lifetime(LANE, renewedAt)).isEqualTo(ether("0.023"));
    assertThat(judge(plan(5, 2, 2)).refused()).isFalse();
    assertThat(findings(plan(5, 3, 2))).contains("limit-lifetime-exceeded");
  }

  @Test
  void aReopenedNonceCountsOnceAtItsDearest() throws Exception {
    sign(plan(0, 3, 2));
    assertThat(findings(plan(0, 3, 3))).contains("nonce-reopened");
    decide(rights(true, false));
    Review again = judge(plan(0, 3, 3));
    assertThat(again.refused()).isFalse();
    assertThat(findings(again)).contains("nonce-signed-before", "leaf-signed-before");
    sign(plan(0, 3, 3));

    LedgerHistory history = history(LANE);
    assertThat(history.outstanding(LANE)).isEqualTo(ether("0.035625"));
    assertThat(history.lifetime(LANE, 1)).isEqualTo(ether("0.035625"));
    assertThat(history.lifetime(LANE, 2)).isEqualTo(ether("0.001125"));
    assertThat(history.signedBefore(new SlotId(LANE, 1))).contains(ether("0.011875"));
    assertThat(history.signedBefore(new SlotId(LANE, 3))).isEmpty();
  }

  @Test
  void aReopenedNonceKeepsACancelAboveAllOfIt() throws Exception {
    decide(rights(true, false));
    // Five tiers end at 48.82 gwei for payments; the cancels of two at 39.06, of three at 61.02.
    sign(plan(0, 2, 5));
    Review below = judge(plan(0, 2, 2));
    assertThat(below.refused()).isTrue();
    assertThat(findings(below)).contains("cancel-below-signed");
    assertThat(judge(plan(0, 2, 3)).refused()).isFalse();
    assertThat(judge(plan(2, 2, 1)).refused()).isFalse();
  }

  private TestDesk.Plan plan(long first, int nonces, int tiers) {
    return new TestDesk.Plan(
        LANE.chain(),
        PairedVault.ACCOUNT,
        first,
        nonces,
        tiers,
        PairedVault.SUPPLIER,
        sequence + 1,
        last,
        policy,
        clock.instant().getEpochSecond(),
        true);
  }

  private static RuleChange limits(
      @Nullable String perBatch, @Nullable String outstanding, @Nullable String lifetime) {
    return new RuleChange(
        Set.of(), perBatch, outstanding, lifetime, null, null, null, null, null, null, false);
  }

  private static RuleChange rights(@Nullable Boolean reopen, boolean renew) {
    return new RuleChange(Set.of(), null, null, null, null, null, null, null, null, reopen, renew);
  }

  /** Makes a policy and puts it in force, by another ceremony where it widens. */
  private void decide(RuleChange change) throws ProblemException {
    PolicyWork.Shown accepted;
    try (Sitting sitting = story.home.sit()) {
      PolicyWork work = new PolicyWork(sitting);
      work.draft(false);
      work.edit(draft -> change.in(draft, LANE));
      accepted = work.accept(story.home.asker(), PairedVault.UNREAD).shown();
    }
    policy = accepted.accepted().hash();
    if (!accepted.active()) {
      try (Sitting sitting = story.home.sit()) {
        new CeremonyBegin(sitting).run(story.home.asker(), PairedVault.UNREAD);
      }
    }
  }

  private long policyNumber() throws ProblemException {
    try (Sitting sitting = story.home.sit()) {
      return new PolicyWork(sitting).show(null).accepted().policy().number();
    }
  }

  private Review judge(TestDesk.Plan plan) throws ProblemException {
    try (Sitting sitting = story.home.sit()) {
      Inspection.Outcome seen =
          new Inspection(sitting)
              .run(new TestStick(story.deliver(plan).stick()).in(), null, story.home.asker());
      return ((Inspection.Outcome.Seen) seen).judged().review();
    }
  }

  private Set<String> findings(TestDesk.Plan plan) throws ProblemException {
    return findings(judge(plan));
  }

  private static Set<String> findings(Review review) {
    return review.findings().map(finding -> finding.code().id()).collect(Collectors.toSet());
  }

  private void sign(TestDesk.Plan plan) throws Exception {
    PairedVault.Delivered delivered = story.deliver(plan);
    story.signed(delivered);
    last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard));
    sequence++;
  }

  private LedgerHistory history(LaneId lane) throws Exception {
    PairedVault.Delivered any = story.deliver(plan(0, 1, 1));
    try (VaultHome home = VaultHome.open(story.home.home(), SqliteNative.load(), clock.instant())) {
      assertThat(any.batch().leaves().getFirst().slot().lane()).isEqualTo(lane);
      return home.database()
          .read(sql -> LedgerHistory.read(sql, any.batch().leaves(), Digest32.ZERO));
    }
  }

  private static Exposure ether(String amount) {
    return Exposure.of(LANE.nativeAsset(), Wei.parseEther(amount));
  }
}
