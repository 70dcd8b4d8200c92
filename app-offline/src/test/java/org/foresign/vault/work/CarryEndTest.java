package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Delivery;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;
import org.foresign.testkit.StubClock;
import org.foresign.usb.Folders;
import org.foresign.vault.TestStick;
import org.foresign.vault.cli.Story;
import org.foresign.vault.sign.FakeDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vault makes of each end that carrying can have. */
class CarryEndTest {
  private static final PassphraseAsker NOBODY =
      _ -> {
        throw new AssertionError("nobody is asked");
      };

  @TempDir Path folder;
  private Story story;
  private Story.Delivered delivered;

  /** Ends each offer alike. */
  private record Ends(Delivery end) implements Outbox {
    @Override
    public void requireRoom(ParcelKind kind, int bytes) {}

    @Override
    public Sent offer(Parcel parcel) {
      return new Sent(parcel.name(), end);
    }
  }

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-28T10:00:00Z"));
    delivered = story.deliver(story.plan());
  }

  private static Job<CarryStep> stopped() {
    CancelToken cancel = new CancelToken();
    cancel.cancel();
    return new Job<>((step, done, total) -> {}, cancel);
  }

  private long exports(Sitting sitting) throws ProblemException {
    long count = 0;
    for (JournalEntry entry : new JournalWork(sitting).newest(100)) {
      count += entry.event() == JournalEvent.RESULT_EXPORTED ? 1 : 0;
    }
    return count;
  }

  private Signing.Outcome sign(Sitting sitting, Outbox out, List<CeremonyStep> steps)
      throws ProblemException {
    SigningOfficer officer = new SigningOfficer(story, delivered);
    Job<CeremonyStep> job = new Job<>((step, done, total) -> steps.add(step), new CancelToken());
    return new Signing(sitting, story.vault.asker(), officer, FakeDevice.PATIENT, job)
        .run(new Signing.Order(new TestStick(delivered.stick()).in(), null, out));
  }

  @Test
  void aResultWhoseWayWasStoppedIsKeptAndNotNotedAsExported() throws Exception {
    try (Sitting sitting = story.vault.sit()) {
      List<CeremonyStep> steps = new ArrayList<>();
      Signing.Outcome.Signed signed =
          (Signing.Outcome.Signed) sign(sitting, new Ends(Delivery.CANCELLED), steps);
      assertThat(signed.sent().delivery()).isEqualTo(Delivery.CANCELLED);
      assertThat(steps).endsWith(CeremonyStep.SEALED).doesNotContain(CeremonyStep.CARRIED);
      assertThat(exports(sitting)).isZero();

      KeptResults kept = new KeptResults(sitting);
      assertThat(kept.run(new Ends(Delivery.SHOWN), null, story.vault.asker()))
          .containsExactly(
              new KeptResults.Written(
                  delivered.batch().batchDigest(),
                  new Sent(signed.sent().parcel(), Delivery.SHOWN)));
      assertThat(exports(sitting)).isEqualTo(1);
    }
  }

  @Test
  void aResultThatWasShownIsNotedAsExported() throws Exception {
    try (Sitting sitting = story.vault.sit()) {
      List<CeremonyStep> steps = new ArrayList<>();
      Signing.Outcome.Signed signed =
          (Signing.Outcome.Signed) sign(sitting, new Ends(Delivery.SHOWN), steps);
      assertThat(signed.sent().delivery()).isEqualTo(Delivery.SHOWN);
      assertThat(steps).endsWith(CeremonyStep.CARRIED);
      assertThat(exports(sitting)).isEqualTo(1);
    }
  }

  @Test
  void aStopWhileTheParcelIsReadAsksNobodyAnything() throws Exception {
    var stick = new Folders().stick(delivered.stick(), stopped());
    Outbox out = new Ends(Delivery.DELIVERED);
    try (Sitting sitting = story.vault.sit()) {
      SigningOfficer officer = new SigningOfficer(story, delivered);
      assertThat(
              new Signing(sitting, NOBODY, officer, FakeDevice.PATIENT, Job.quiet())
                  .run(new Signing.Order(stick, null, out)))
          .isEqualTo(new Signing.Outcome.Cancelled(CeremonyStep.OPENED));
      assertThat(new Inspection(sitting).run(stick, null, NOBODY))
          .isEqualTo(new Inspection.Outcome.Cancelled());
      Path cards = story.vault.stick("more");
      new TestStick(cards).send(Parcel.of(ParcelKind.IDENTITY_CARD, story.desk.approver().bytes()));
      assertThat(
              new Pairing(sitting)
                  .accept(
                      new Folders().stick(cards, stopped()), null, "Bob", null, NOBODY, officer))
          .isEqualTo(new JobEnd.Cancelled<>());
    }
  }
}
