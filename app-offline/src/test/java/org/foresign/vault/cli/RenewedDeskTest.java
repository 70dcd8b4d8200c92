package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.Receipt;
import org.foresign.testkit.StubClock;
import org.foresign.vault.receive.ReceiveProblem;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A desk that was given a new card, twice, goes on where it stood. */
class RenewedDeskTest {
  @TempDir private Path folder;
  private Story story;
  private TestDesk renewed;
  private Story.Delivered first;
  private Digest32 last;

  @BeforeEach
  void renew() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    first = story.deliver(story.plan());
    story.sign(first).fine();
    last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(first), first.batch(), story.vaultCard));
    TestDesk second = story.desk.renewed();
    renewed = second.renewed();
    for (TestDesk desk : new TestDesk[] {second, renewed}) {
      Path stick = story.freshStick();
      TestDesk.put(stick, desk.card());
      story.vault.run("pair", "accept", "--in", stick.toString(), "--name", "x", "--yes").fine();
    }
  }

  @Test
  void goesOnAfterItsLastNumberAndResult() throws Exception {
    TestDesk.Plan next = story.plan().nonces(3, 1);
    assertThat(sign(next.sequence(1, null)).out()).contains("\"sequence-used\"");
    assertThat(sign(next.sequence(2, null)).out()).contains("\"result-not-received\"");
    assertThat(sign(next.sequence(2, Digest32.ZERO)).out()).contains("\"result-unknown\"");
    sign(next.sequence(2, last)).fine();
  }

  @Test
  void acknowledgesWhatItsFormerCardWasGiven() throws Exception {
    Path back = story.freshStick();
    Receipt receipt = new Receipt(last, first.batch().batchDigest(), 1);
    renewed.acknowledge(receipt, story.vaultCard, back);
    assertThat(story.vault.run("receipt", "--in", back.toString()).fine().json().path("taken"))
        .hasToString("1");
  }

  @Test
  void theFormerCardsAndAnotherDeskHaveNoPartInIt() throws Exception {
    assertThat(story.sign(story.deliver(story.plan().nonces(3, 1).sequence(2, last))).problem())
        .isEqualTo(ReceiveProblem.RECEIVE_DESK_REVOKED.id());
    TestDesk other = new TestDesk("another desk");
    Path stick = story.freshStick();
    TestDesk.put(stick, other.card());
    story.vault.run("pair", "accept", "--in", stick.toString(), "--name", "y", "--yes").fine();
    Path back = story.freshStick();
    other.acknowledge(new Receipt(last, first.batch().batchDigest(), 1), story.vaultCard, back);
    assertThat(story.vault.run("receipt", "--in", back.toString()).problem())
        .isEqualTo("receipt-unknown");
  }

  private TestVault.Outcome sign(TestDesk.Plan plan) throws Exception {
    BatchRequest request = renewed.request(plan, story.vaultCard);
    Path stick = story.freshStick();
    ExpandedBatch batch = renewed.deliver(request, story.vaultCard, stick);
    TestVault.Outcome outcome =
        story.vault.run("sign", "--in", stick.toString(), "--out", stick.toString(), "--yes");
    if (outcome.exit() == 0) {
      renewed.openResult(TestVault.only(stick, ParcelKind.SIGNED_BATCH), batch, story.vaultCard);
    }
    return outcome;
  }
}
