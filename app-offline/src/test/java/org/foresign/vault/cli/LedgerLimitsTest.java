package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.policy.Exposure;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.LedgerHistory;
import org.foresign.vault.settings.VaultHome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits over several batches, through the commands and the rows that they leave. A nonce of two
 * tiers costs 0.01 ETH and 60,000 gas at 25 gwei at most, 0.0115 ETH; one of three tiers 31.25
 * gwei, 0.011875 ETH.
 */
class LedgerLimitsTest {
  private static final LaneId LANE = new LaneId(Networks.PRACTICE.chain(), Story.ACCOUNT);

  @TempDir private Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private Story story;
  private Digest32 policy;
  private Digest32 last;
  private long sequence;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock);
    policy = story.policy;
  }

  @Test
  void aLifetimeLimitCountsOverBatchesUntilItIsRenewed() throws Exception {
    decide("--per-batch", "0.05", "--outstanding", "0.05", "--lifetime", "0.05");
    sign(plan(0, 3, 2));
    assertThat(inspect(plan(3, 2, 2)).out()).contains("\"limit-lifetime-exceeded\"");
    decide("--outstanding", "1", "--lifetime", "1");
    decide("--outstanding", "1", "--lifetime", "0.05");
    assertThat(inspect(plan(3, 2, 2)).out()).contains("\"limit-lifetime-exceeded\"");

    decide("--renew");
    sign(plan(3, 2, 2));
    assertThat(history(LANE).lifetime(LANE, 1)).isEqualTo(ether("0.0575"));
    assertThat(history(LANE).outstanding(LANE)).isEqualTo(ether("0.0575"));
    long renewedAt = run("policy", "show").json().path("number").asLong();
    assertThat(history(LANE).lifetime(LANE, renewedAt)).isEqualTo(ether("0.023"));
    assertThat(inspect(plan(5, 2, 2)).json().path("refused").asBoolean()).isFalse();
    assertThat(inspect(plan(5, 3, 2)).out()).contains("\"limit-lifetime-exceeded\"");
  }

  @Test
  void aReopenedNonceCountsOnceAtItsDearest() throws Exception {
    sign(plan(0, 3, 2));
    assertThat(inspect(plan(0, 3, 3)).out()).contains("\"nonce-reopened\"");
    decide("--reopen");
    TestVault.Outcome again = inspect(plan(0, 3, 3));
    assertThat(again.json().path("refused").asBoolean()).as(again.out()).isFalse();
    assertThat(again.out()).contains("\"nonce-signed-before\"", "\"leaf-signed-before\"");
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
    decide("--reopen");
    // Five tiers end at 48.82 gwei for payments; the cancels of two at 39.06, of three at 61.02.
    sign(plan(0, 2, 5));
    TestVault.Outcome below = inspect(plan(0, 2, 2));
    assertThat(below.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(below.out()).contains("\"cancel-below-signed\"");
    assertThat(inspect(plan(0, 2, 3)).exit()).isEqualTo(VaultExitCode.DONE);
    assertThat(inspect(plan(2, 2, 1)).exit()).isEqualTo(VaultExitCode.DONE);
  }

  private TestDesk.Plan plan(long first, int nonces, int tiers) {
    return new TestDesk.Plan(
        LANE.chain(),
        Story.ACCOUNT,
        first,
        nonces,
        tiers,
        Story.SUPPLIER,
        sequence + 1,
        last,
        policy,
        clock.instant().getEpochSecond(),
        true);
  }

  /** Makes a policy and puts it in force, by another ceremony where it widens. */
  private void decide(String... options) {
    run("policy", "draft");
    List<String> allow =
        new ArrayList<>(
            List.of("policy", "allow", Story.ACCOUNT.toString(), "--network", "practice"));
    allow.addAll(List.of(options));
    run(allow.toArray(String[]::new));
    TestVault.Outcome accepted = run("policy", "accept", "--yes");
    policy = Digest32.parseHex(accepted.json().path("hash").asString());
    if (!accepted.json().path("active").asBoolean()) {
      run("ceremony", "begin", "--yes");
    }
  }

  private TestVault.Outcome run(String... command) {
    return story.vault.run(command).fine();
  }

  private TestVault.Outcome inspect(TestDesk.Plan plan) throws Exception {
    return story.vault.run("inspect", "--in", story.deliver(plan).stick().toString());
  }

  private void sign(TestDesk.Plan plan) throws Exception {
    Story.Delivered delivered = story.deliver(plan);
    story.sign(delivered).fine();
    last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard));
    sequence++;
  }

  private LedgerHistory history(LaneId lane) throws Exception {
    Story.Delivered any = story.deliver(plan(0, 1, 1));
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant())) {
      assertThat(any.batch().leaves().getFirst().slot().lane()).isEqualTo(lane);
      return home.database()
          .read(sql -> LedgerHistory.read(sql, any.batch().leaves(), Digest32.ZERO));
    }
  }

  private static Exposure ether(String amount) {
    return Exposure.of(LANE.nativeAsset(), Wei.parseEther(amount));
  }
}
