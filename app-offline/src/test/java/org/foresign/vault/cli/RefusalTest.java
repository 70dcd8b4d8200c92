package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.EnvelopeProblem;
import org.foresign.carry.FormatType;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.card.CardProblem;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.problem.Problem;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.testkit.TinyDisk;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.lock.LockProblem;
import org.foresign.vault.receive.ReceiveProblem;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a message, a vault or a disk: refused, and nothing changed. */
class RefusalTest {
  private static final Set<JournalEvent> REFUSALS =
      EnumSet.of(JournalEvent.BATCH_REFUSED, JournalEvent.UNLOCK_REFUSED);

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder.resolve("one"), StubClock.at("2026-11-21T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(longs = {253_402_300_800L, 40_000_000_000_000_000L, Long.MAX_VALUE - 86_400})
  void datesBeyondEveryCalendar(long plannedAt) throws Exception {
    Story.Delivered delivered = story.deliver(story.plan().plannedAt(plannedAt));
    Digest32 before = story.vault.stateWithoutJournal();

    TestVault.Outcome outcome = story.sign(delivered);

    assertThat(outcome.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }

  @Test
  void changedMessages() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    Bytes envelope = TestVault.only(delivered.stick(), ParcelKind.BATCH_REQUEST);
    Digest32 before = story.vault.stateWithoutJournal();
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 12; i++) {
      byte[] changed = envelope.toArray();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      Path stick = story.freshStick();
      TestDesk.put(stick, ParcelKind.BATCH_REQUEST, Bytes.of(changed));
      TestVault.Outcome outcome = sign(stick);
      assertThat(outcome.exit()).isEqualTo(VaultExitCode.PROBLEM);
      assertThat(outcome.problem()).matches("envelope-.*|cbor-.*");
    }
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }

  /** What the journal says of a sitting in which nothing is signed, from its first entry on. */
  @Test
  void everyRefusalLeavesItsReason() throws Exception {
    StubClock clock = (StubClock) story.clock;
    Story.Delivered good = story.deliver(story.plan());
    String id = good.request().batchId().hex();
    String none = "00".repeat(16);
    Path garbled = story.freshStick();
    TestDesk.put(garbled, ParcelKind.BATCH_REQUEST, Bytes.parseHex("8401020304"));

    assertThat(refusals(() -> sign(garbled)))
        .singleElement(as(STRING))
        .startsWith("BATCH_REFUSED " + none + " cbor-");

    story.vault.locks(practice -> {
      throw Problem.of(LockProblem.LOCK_INTERFACE_UP, "interfaces: up: eth0").asException();
    });
    assertThat(refusals(() -> story.sign(good)))
        .containsExactly("UNLOCK_REFUSED lock-interface-up");
    assertThat(refusals(() -> story.vault.run("account", "new")))
        .containsExactly("UNLOCK_REFUSED lock-interface-up");
    story.vault.locks(practice -> {
      if (passphrases() == 1) {
        throw Problem.of(LockProblem.LOCK_OPEN, "x").asException();
      }
    });
    assertThat(refusals(() -> story.sign(good)))
        .containsExactly("UNLOCK_REFUSED lock-open", "BATCH_REFUSED " + id + " lock-open");

    story.vault.locks(practice -> {
      if (passphrases() == 1) {
        story.vault.write("passphrase", "not the same as before");
      }
    });
    assertThat(refusals(() -> story.sign(good)))
        .containsExactly(
            "UNLOCK_REFUSED passphrase", "BATCH_REFUSED " + id + " unlock-passphrase-file-wrong");
    story.vault.locks(practice -> {});
    assertThat(refusals(() -> story.sign(good))).containsExactly("UNLOCK_REFUSED passphrase");
    story.vault.write("passphrase", TestVault.PASSPHRASE);

    clock.advance(Duration.ofHours(-1));
    assertThat(refusals(() -> story.sign(good)))
        .containsExactly("BATCH_REFUSED " + id + " vault-clock-back");
    assertThat(refusals(() -> sign(garbled)))
        .containsExactly("BATCH_REFUSED " + none + " vault-clock-back");
    clock.advance(Duration.ofHours(1).plusDays(8));
    assertThat(refusals(() -> story.sign(good)))
        .containsExactly("BATCH_REFUSED " + id + " vault-clock-forward");
    clock.advance(Duration.ofDays(-8));

    long left = good.request().reviewBy() - clock.instant().getEpochSecond();
    story.vault.locks(practice -> {
      if (passphrases() == 2) {
        clock.advance(Duration.ofSeconds(left + 1));
      }
    });
    assertThat(refusals(() -> story.sign(good)))
        .containsExactly("BATCH_REFUSED " + id + " sign-review-date-passed");
  }

  private long passphrases() {
    return story.vault.moments().stream().filter("passphrase"::equals).count();
  }

  private List<String> refusals(Supplier<TestVault.Outcome> command) throws Exception {
    story.vault.moments().clear();
    Digest32 state = story.vault.stateWithoutJournal();
    long before = entries().size();
    assertThat(command.get().exit()).isNotZero();
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(state);
    List<String> lines = new ArrayList<>();
    for (Bytes bytes : entries().stream().skip(before).toList()) {
      JournalEntry entry = JournalCodec.decode(bytes);
      if (REFUSALS.contains(entry.event())) {
        lines.add(
            entry.details().stream()
                .map(JournalEntry.Detail::value)
                .collect(Collectors.joining(" ", entry.event() + " ", "")));
      }
    }
    return lines;
  }

  private List<Bytes> entries() throws Exception {
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), story.clock.instant())) {
      return home.database().read(sql -> Journal.entries(sql, 1));
    }
  }

  @Test
  void messagesOfStrangersAndOfRevokedDesks() throws Exception {
    TestDesk stranger = new TestDesk("somebody else");
    Path stick = story.freshStick();
    stranger.deliver(stranger.request(story.plan(), story.vaultCard), story.vaultCard, stick);
    refused(stick, EnvelopeProblem.ENVELOPE_UNKNOWN_SENDER.id());

    Story.Delivered delivered = story.deliver(story.plan());
    story.vault.run("pair", "revoke", story.desk.card().digest().bytes().hex(), "--yes").fine();
    refused(delivered.stick(), ReceiveProblem.RECEIVE_DESK_REVOKED.id());
  }

  @Test
  void batchesOfADeskThatCouldNotReadTheResult() throws Exception {
    TestDesk old = new TestDesk("an old desk", true, FormatType.IDENTITY_CARD, FormatType.POLICY);
    Path cards = story.freshStick();
    TestDesk.put(cards, old.card());
    story.vault.run("pair", "accept", "--in", cards.toString(), "--name", "old", "--yes").fine();
    Path stick = story.freshStick();
    old.deliver(old.request(story.plan(), story.vaultCard), story.vaultCard, stick);
    refused(stick, CardProblem.CARD_FORMAT_NOT_LISTED.id());
  }

  @Test
  void messagesForAnotherVault() throws Exception {
    Story other = Story.begin(folder.resolve("two"), StubClock.at("2026-11-21T10:00:00Z"));
    BatchRequest request = story.desk.request(story.plan(), other.vaultCard);
    Path stick = story.freshStick();
    story.desk.deliver(request, other.vaultCard, stick);
    refused(stick, EnvelopeProblem.ENVELOPE_OTHER_INSTANCE.id());
  }

  @Test
  void anEnvelopeThatNamesAnotherBatchThanItHolds() throws Exception {
    SignedIdentityCard vault = story.vaultCard;
    BatchRequest one = story.desk.request(story.plan(), vault);
    BatchRequest two = story.desk.request(story.plan(), vault);
    EnvelopeHeader header = story.desk.header(one, vault);
    Bytes delivery =
        BatchDeliveryCodec.encode(new BatchDelivery(BatchRequestCodec.encode(two), List.of()));
    Path stick = story.freshStick();
    TestDesk.put(stick, ParcelKind.BATCH_REQUEST, story.desk.seal(delivery, header, vault));
    refused(stick, "receive-id-differs");
  }

  @Test
  void aBatchWithoutTheApprovalThatThePolicyWants() throws Exception {
    SignedIdentityCard vault = story.vaultCard;
    BatchRequest request = story.desk.request(story.plan(), vault);
    Bytes delivery =
        BatchDeliveryCodec.encode(new BatchDelivery(BatchRequestCodec.encode(request), List.of()));
    Path stick = story.freshStick();
    TestDesk.put(
        stick,
        ParcelKind.BATCH_REQUEST,
        story.desk.seal(delivery, story.desk.header(request, vault), vault));
    TestVault.Outcome outcome = sign(stick);
    assertThat(outcome.exit()).isEqualTo(VaultExitCode.REFUSED);
    assertThat(outcome.out()).contains("\"approvals-missing\"");
  }

  @Test
  void aLedgerThatIsNotTheJournals() throws Exception {
    Story.Delivered delivered = story.deliver(story.plan());
    story.sign(delivered).fine();
    tamper("DELETE FROM leaf WHERE position = 3");
    Story.Delivered next = story.deliver(story.plan().nonces(3, 1));
    refusedWithTamperedHome(next.stick());
  }

  @Test
  void aLoweredExposureInTheLedger() throws Exception {
    story.sign(story.deliver(story.plan())).fine();
    tamper("UPDATE slot_use SET exposure = x'0000' WHERE nonce = 1");
    Story.Delivered next = story.deliver(story.plan().nonces(3, 1));
    assertThat(sign(next.stick()).problem()).isEqualTo(VaultProblem.VAULT_JOURNAL_DIFFERS.id());
  }

  @Test
  void aPolicyOrAPeerThatOfficersDidNotDecide() throws Exception {
    story.vault.run("policy", "draft").fine();
    story
        .vault
        .run(
            "policy",
            "allow",
            Story.ACCOUNT.toString(),
            "--network",
            "practice",
            "--outstanding",
            "5000")
        .fine();
    story.vault.run("policy", "accept", "--yes").fine();
    tamper("UPDATE policy SET active_from = 1");
    assertThat(story.vault.run("policy", "show").problem())
        .isEqualTo(VaultProblem.VAULT_DECISION_FORGED.id());
    tamper("UPDATE peer SET name = 'another'");
    assertThat(story.vault.run("pair", "list").problem())
        .isEqualTo(VaultProblem.VAULT_DECISION_FORGED.id());
  }

  @Test
  void aFullDiskBeforeTheClaim() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("tiny"));
    try (TinyDisk disk = TinyDisk.mount(mount, 2_048)) {
      Story small = Story.begin(disk.folder().resolve("v"), StubClock.at("2026-11-21T10:00:00Z"));
      Story.Delivered delivered = small.deliver(small.plan());
      Path filler = disk.folder().resolve("filler");
      fill(filler);
      TestVault.Outcome outcome = small.sign(delivered);
      assertThat(outcome.problem()).isIn("store-disk-full", "store-read-only");
      Files.delete(filler);
      small.sign(delivered).fine();
      small.desk.openResult(small.result(delivered), delivered.batch(), small.vaultCard);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"claimed", "signed"})
  void aFullDiskBetweenTheClaimAndTheResult(String point) throws Exception {
    Path mount = Files.createDirectory(folder.resolve("tiny"));
    try (TinyDisk disk = TinyDisk.mount(mount, 2_048)) {
      StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
      Path home = disk.folder().resolve("v");
      Story small = Story.begin(home, clock);
      Story.Delivered delivered = small.deliver(small.plan());
      Path filler = disk.folder().resolve("filler");
      TestVault filling =
          new TestVault(home, clock, reached -> fillAt(reached.equals(point), filler));

      String stick = delivered.stick().toString();
      TestVault.Outcome outcome = filling.run("sign", "--in", stick, "--out", stick, "--yes");

      assertThat(outcome.problem()).isEqualTo("sign-interrupted");
      Files.delete(filler);
      assertThat(small.vault.run("status").json().path("state").asString())
          .isEqualTo("interrupted");
      assertThat(small.vault.run("reexport", "--out", stick).problem()).isEqualTo("sign-no-result");
      small.sign(delivered).fine();
      small.desk.openResult(small.result(delivered), delivered.batch(), small.vaultCard);
    }
  }

  private static void fillAt(boolean now, Path filler) {
    try {
      if (now) {
        fill(filler);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aReadOnlyFolder() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("fixed"));
    try (TinyDisk disk = TinyDisk.mount(mount, 8_192)) {
      Story fixed = Story.begin(disk.folder().resolve("v"), StubClock.at("2026-11-21T10:00:00Z"));
      Story.Delivered delivered = fixed.deliver(fixed.plan());
      disk.makeReadOnly();
      assertThat(fixed.sign(delivered).problem()).isIn("store-read-only", "store-folder-missing");
      disk.makeWritable();
      fixed.sign(delivered).fine();
    }
  }

  private void refusedWithTamperedHome(Path stick) {
    assertThat(sign(stick).problem())
        .isIn(VaultProblem.VAULT_JOURNAL_DIFFERS.id(), "store-corrupt");
  }

  private void tamper(String statements) throws Exception {
    try (VaultHome home =
        VaultHome.open(story.vault.home(), SqliteNative.load(), story.clock.instant())) {
      home.database()
          .update(sql -> {
            for (String statement : statements.split(";")) {
              sql.update(statement);
            }
          });
    }
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[16 << 10];
    try (var out = Files.newOutputStream(filler)) {
      for (int size = block.length; size > 0; ) {
        try {
          out.write(block, 0, size);
        } catch (IOException e) {
          size /= 2; // the disk has less room left than this
        }
      }
    }
  }

  private TestVault.Outcome sign(Path stick) {
    return story.vault.run("sign", "--in", stick.toString(), "--out", stick.toString(), "--yes");
  }

  private void refused(Path stick, String problem) throws Exception {
    Digest32 before = story.vault.stateWithoutJournal();
    assertThat(sign(stick).problem()).isEqualTo(problem);
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }
}
