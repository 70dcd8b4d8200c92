package org.foresign.vault.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.foresign.codec.Bytes;
import org.foresign.model.card.Provenance;
import org.foresign.model.card.SignerKind;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Progress;
import org.foresign.signer.DevicePrompt;
import org.foresign.signer.PeerMessage;
import org.foresign.signer.SignerAsker;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SigningRun;
import org.foresign.testkit.Processes;
import org.foresign.testkit.StubClock;
import org.foresign.vault.cli.Story;
import org.foresign.vault.cli.TestVault;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.SigningAccounts;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.FakeGroup;
import org.foresign.vault.sign.SigningWrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signers that are no key in memory: a device that asks for each leaf, and a group. */
class DeviceSigningTest {
  private static final String NOW = "2026-11-21T10:00:00Z";

  @TempDir Path folder;
  private final StubClock clock = StubClock.at(NOW);
  private final FakeDevice device = new FakeDevice();

  @Test
  void aDeviceSignsAWholeBatchAndAsksForEveryLeafOfIt() throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    Watcher watcher = new Watcher();
    List<Long> signed = new ArrayList<>();

    Signing.Outcome outcome =
        new SigningOfficer(story, delivered).sign(watcher, noting(signed), new CancelToken());

    int leaves = delivered.batch().leaves().size();
    assertThat(outcome).isInstanceOf(Signing.Outcome.Signed.class);
    assertThat(watcher.prompts.subList(0, 3).stream().map(DevicePrompt::step))
        .containsExactly(
            DevicePrompt.Step.CONNECT, DevicePrompt.Step.UNLOCK, DevicePrompt.Step.OPEN_APP);
    assertThat(watcher.prompts.stream().skip(3).map(DevicePrompt::leafIndex))
        .containsExactlyElementsOf(IntStream.range(0, leaves).boxed().toList());
    assertThat(watcher.prompts.getLast().shown())
        .containsExactly("Nonce 2", "To " + FakeDevice.ACCOUNT);
    assertThat(signed).isSorted().hasSize(leaves).endsWith((long) leaves);
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);

    List<JournalEntry> stored = entries(story, JournalEvent.SIGNING_STORED);
    assertThat(stored)
        .extracting(entry -> fact(entry, "signed"))
        .hasSize(leaves)
        .last()
        .isEqualTo(Integer.toString(leaves));
    assertThat(stored).allMatch(entry -> fact(entry, "signer").equals("ledger"));
    assertThat(parts(story)).isZero();
    story.vault.run("journal", "verify").fine();
  }

  @Test
  void theCardAndTheJournalSayWhoseKeyItIs() throws Exception {
    Story story = Story.begin(folder, clock, device);
    try (Sitting sitting = story.vault.sit()) {
      SigningAccounts.Row row =
          new AccountWork(sitting)
              .list().stream()
                  .filter(one -> one.address().equals(FakeDevice.ACCOUNT))
                  .findFirst()
                  .orElseThrow();
      assertThat(row.signer()).isEqualTo(SignerKind.LEDGER);
      assertThat(row.seed()).isEmpty();
      assertThat(row.card().card().signer()).isEqualTo(SignerKind.LEDGER);
      assertThat(row.card().card().path()).isEqualTo(FakeDevice.REFERENCE);
      assertThat(row.provenance()).isEqualTo(Provenance.DEVICE);
    }
    JournalEntry enrolled = entries(story, JournalEvent.ACCOUNT_ENROLLED).getFirst();
    assertThat(fact(enrolled, "address")).isEqualTo(FakeDevice.ACCOUNT.toString());
    assertThat(fact(enrolled, "signer")).isEqualTo("ledger");
    assertThat(fact(enrolled, "reference")).isEqualTo(FakeDevice.REFERENCE);
  }

  /** SIGKILL, in a process of its own. */
  @ParameterizedTest
  @CsvSource({"stored, 1", "stored, 5", "signed, 1", "keeping, 1"})
  void aSigningThatWasKilledGoesOnWithExactlyTheLeavesThatAreMissing(String point, int hit)
      throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    int leaves = delivered.batch().leaves().size();
    int had = point.equals("stored") ? hit : leaves;
    int before = device.confirmed().size();

    Processes.killAt(
        DeviceVaultMain.class, point, hit, folder.toString(), delivered.stick().toString(), NOW);

    assertThat(story.vault.run("status").fine().json().path("state").asString())
        .isEqualTo("interrupted");
    assertThat(new SigningOfficer(story, delivered).sign(new Watcher()))
        .isInstanceOf(Signing.Outcome.Signed.class);
    assertThat(device.confirmed()).hasSize(before + leaves - had);
    assertThat(entries(story, JournalEvent.BATCH_INTERRUPTED))
        .extracting(entry -> fact(entry, "signed"))
        .containsExactly(Integer.toString(had));
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
    assertThat(parts(story)).isZero();
  }

  @Test
  void aDeviceThatIsPulledOutIsAskedForAgainAndGoesOn() throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    device.at(4, FakeDevice.Fault.PULLED_OUT);
    Watcher watcher = new Watcher();

    assertThat(new SigningOfficer(story, delivered).sign(watcher))
        .isInstanceOf(Signing.Outcome.Signed.class);

    List<DevicePrompt.Step> steps = watcher.prompts.stream().map(DevicePrompt::step).toList();
    assertThat(steps.lastIndexOf(DevicePrompt.Step.CONNECT)).isEqualTo(3 + 4 + 1);
    assertThat(watcher.again).isZero();
  }

  @Test
  void whereNobodyConfirmsItPausesAndAsksForNoLeafTwice() throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    int leaves = delivered.batch().leaves().size();
    int before = device.confirmed().size();
    device.at(4, FakeDevice.Fault.NOBODY);
    Watcher watcher = new Watcher();

    Signing.Outcome.Paused paused =
        (Signing.Outcome.Paused) new SigningOfficer(story, delivered).sign(watcher);

    assertThat(paused.signed()).isEqualTo(4);
    assertThat(paused.leaves()).isEqualTo(leaves);
    assertThat(paused.line()).isPresent();
    assertThat(paused.why())
        .isInstanceOfSatisfying(
            SigningRun.Outcome.AtDevice.class,
            at -> assertThat(at.prompt()).isEqualTo(watcher.prompts.getLast()));
    assertThat(watcher.again).isEqualTo(1);
    assertThat(parts(story)).isEqualTo(4);

    device.mend();
    assertThat(new SigningOfficer(story, delivered).sign(new Watcher()))
        .isInstanceOf(Signing.Outcome.Signed.class);
    assertThat(device.confirmed()).hasSize(before + leaves);
  }

  @Test
  void stoppingBetweenTwoLeavesIsAnOutcomeAndLosesNothing() throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    int before = device.confirmed().size();
    CancelToken cancel = new CancelToken();

    Signing.Outcome outcome =
        new SigningOfficer(story, delivered)
            .sign(
                new Watcher(),
                (step, done, total) -> {
                  if (step == CeremonyStep.SIGNED && done == 3) {
                    cancel.cancel();
                  }
                },
                cancel);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Signing.Outcome.Paused.class,
            paused -> {
              assertThat(paused.why()).isEqualTo(new SigningRun.Outcome.Cancelled());
              assertThat(paused.signed()).isEqualTo(3);
            });
    new SigningOfficer(story, delivered).sign(new Watcher());
    assertThat(device.confirmed()).hasSize(before + delivered.batch().leaves().size());
  }

  @Test
  void eachSignerOfABatchSignsTheLeavesOfItsAccountsAndPeopleAreAskedFirst() throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliverBoth(Story.ACCOUNT, FakeDevice.ACCOUNT);
    int leaves = delivered.batch().leaves().size();
    int before = device.confirmed().size();
    device.at(leaves / 2 - 1, FakeDevice.Fault.REFUSED);
    List<Long> first = new ArrayList<>();
    assertThatThrownBy(() ->
            new SigningOfficer(story, delivered)
                .sign(new Watcher(), noting(first), new CancelToken()))
        .isInstanceOf(ProblemException.class);
    // No key of the vault's own has signed while a person could still refuse.
    assertThat(first).hasSize(leaves / 2 - 1);
    assertThat(entries(story, JournalEvent.SIGNING_STORED))
        .hasSize(leaves / 2 - 1)
        .allMatch(entry -> fact(entry, "signer").equals("ledger"));
    device.mend();
    Watcher watcher = new Watcher();
    List<Long> signed = new ArrayList<>();

    Signing.Outcome outcome =
        new SigningOfficer(story, delivered).sign(watcher, noting(signed), new CancelToken());

    assertThat(outcome).isInstanceOf(Signing.Outcome.Signed.class);
    assertThat(device.confirmed()).hasSize(before + leaves / 2);
    assertThat(signed).isSorted().endsWith((long) leaves).hasSize(leaves / 2 + 1);
    // What the device is asked for is counted in the batch, whichever lane comes first.
    DevicePrompt last = watcher.prompts.getLast();
    assertThat(delivered.batch().leaves().get(last.leafIndex()).slot().lane().account())
        .isEqualTo(FakeDevice.ACCOUNT);
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
  }

  @Test
  void messagesAreCarriedOverSeveralSittingsAndTheGroupsMemoryIsSealed() throws Exception {
    Story story = Story.begin(folder, clock, new FakeGroup());
    Story.Delivered delivered = story.deliver(story.plan().from(FakeGroup.ACCOUNT));
    SigningOfficer officer = new SigningOfficer(story, delivered);
    assertThat(carrying(officer.sign(new Watcher())).getFirst().round()).isEqualTo(1);

    Watcher once = new Watcher();
    once.answers = 1;
    assertThat(carrying(officer.sign(once)).getFirst().round()).isEqualTo(2);
    assertThat(once.carried).extracting(PeerMessage::round).containsExactly(1, 2);
    assertThat(Files.readString(database(story), StandardCharsets.ISO_8859_1))
        .contains("CREATE TABLE signing_part")
        .doesNotContain(new String(FakeGroup.SECRET.toArray(), StandardCharsets.ISO_8859_1));

    Watcher rest = new Watcher();
    rest.answers = 1;
    assertThat(officer.sign(rest)).isInstanceOf(Signing.Outcome.Signed.class);
    assertThat(rest.carried).extracting(PeerMessage::round).containsExactly(2);
    story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
  }

  @Test
  void aKindThatThisProgramHasNotIsSaidBeforeAnythingIsClaimed() throws Exception {
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    TestVault without = new TestVault(folder, clock, SigningWrite.NONE, new FakeGroup());

    assertThat(Story.sign(without, delivered).problem())
        .isEqualTo(SignerProblem.SIGNER_KIND_MISSING.id());

    assertThat(story.vault.run("status").fine().json().path("state").asString()).isEqualTo("ready");
  }

  private static Progress<CeremonyStep> noting(List<Long> signed) {
    return (step, done, total) -> {
      if (step == CeremonyStep.SIGNED) {
        assertThat(done).isLessThanOrEqualTo(total);
        signed.add(done);
      }
    };
  }

  private static List<PeerMessage> carrying(Signing.Outcome outcome) {
    return ((SigningRun.Outcome.Carrying) ((Signing.Outcome.Paused) outcome).why()).outgoing();
  }

  private static Path database(Story story) {
    return story.vault.home().resolve("vault.sqlite");
  }

  private static long parts(Story story) throws ProblemException {
    try (Sitting sitting = story.vault.sit()) {
      return sitting
          .home()
          .database()
          .read(sql -> sql.integer("SELECT count(*) FROM signing_part"));
    }
  }

  private static List<JournalEntry> entries(Story story, JournalEvent event)
      throws ProblemException {
    List<JournalEntry> found = new ArrayList<>();
    try (Sitting sitting = story.vault.sit()) {
      for (Bytes bytes : sitting.home().database().read(sql -> Journal.entries(sql, 1))) {
        Optional.of(JournalCodec.decode(bytes))
            .filter(entry -> entry.event() == event)
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static String fact(JournalEntry entry, String name) {
    return entry.fact(name).orElseThrow();
  }

  /** Lets the device ask twice for the same, and answers messages as often as it may. */
  private static final class Watcher implements SignerAsker {
    private final List<DevicePrompt> prompts = new ArrayList<>();
    private final List<PeerMessage> carried = new ArrayList<>();
    private int again;
    private int answers;

    @Override
    public boolean atDevice(DevicePrompt prompt, boolean stillWaits) {
      if (stillWaits) {
        again++;
        return false;
      }
      prompts.add(prompt);
      return true;
    }

    @Override
    public List<PeerMessage> carry(List<PeerMessage> outgoing) {
      carried.addAll(outgoing);
      return answers-- > 0 ? outgoing.stream().map(FakeGroup::answer).toList() : List.of();
    }
  }
}
