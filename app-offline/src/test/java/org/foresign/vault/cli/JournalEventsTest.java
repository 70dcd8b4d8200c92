package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.carry.EnvelopeHeader;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchDelivery;
import org.foresign.model.batch.BatchDeliveryCodec;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.journal.JournalCodec;
import org.foresign.model.journal.JournalEntry;
import org.foresign.model.journal.JournalEvent;
import org.foresign.model.tx.Receipt;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.SharedData;
import org.foresign.testkit.StubClock;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every event that docs/spec/journal.md names is written when it says, with those facts. */
class JournalEventsTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\| ([a-z ]+) \\| ([a-z, -]*) \\| (.+) \\|");

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @TempDir Path folder;
  private Story story;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder, clock, new FakeDevice());
  }

  @Test
  void aLifeOfAVaultLeavesEveryEventOfThePageAndNoOther() throws Exception {
    life();

    Map<JournalEvent, Set<List<String>>> written = new EnumMap<>(JournalEvent.class);
    for (JournalEntry entry : entries()) {
      written
          .computeIfAbsent(entry.event(), event -> new java.util.HashSet<>())
          .add(entry.details().stream().map(JournalEntry.Detail::name).toList());
    }
    Map<JournalEvent, Row> page = page();
    assertThat(page.keySet()).isEqualTo(EnumSet.allOf(JournalEvent.class));
    page.forEach((event, row) -> {
      if (row.reserved()) {
        assertThat(written).as("reserved on the page").doesNotContainKey(event);
      } else {
        assertThat(written.get(event)).as(event.name()).containsExactly(row.facts());
      }
    });
  }

  @Test
  void whatIsRefusedOfABatchIsNotedWhereverItIsRefused() throws Exception {
    String stick = story.deliver(story.plan().policy(Digest32.ZERO)).stick().toString();
    story.vault.run("inspect", "--in", stick);
    assertThat(lastRefusal()).isEqualTo("policy-other");
    int before = refusals();
    story.vault.run("sign", "--in", stick, "--out", stick, "--yes");
    assertThat(refusals()).isEqualTo(before + 1);

    // The person says no.
    String good = story.deliver(story.plan()).stick().toString();
    story.vault.prompt().answers(false, TestVault.PASSPHRASE);
    assertThat(story.vault.runBare("sign", "--in", good, "--out", good).exit())
        .isEqualTo(VaultExitCode.PROBLEM);
    assertThat(lastRefusal()).isEqualTo("vault-not-confirmed");

    // The id of a batch whose result is there already, with something else in its envelope.
    Story.Delivered signed = story.deliver(story.plan());
    story.sign(signed).fine();
    Path stick2 = story.freshStick();
    EnvelopeHeader header = story.desk.header(signed.request(), story.vaultCard);
    BatchRequest other = story.desk.request(story.plan(), story.vaultCard);
    Bytes delivery =
        BatchDeliveryCodec.encode(new BatchDelivery(BatchRequestCodec.encode(other), List.of()));
    TestDesk.put(
        stick2, ParcelKind.BATCH_REQUEST, story.desk.seal(delivery, header, story.vaultCard));
    assertThat(
            story
                .vault
                .run("sign", "--in", stick2.toString(), "--out", stick2.toString(), "--yes")
                .problem())
        .isEqualTo("envelope-replayed");
    assertThat(lastRefusal()).isEqualTo("envelope-replayed");
  }

  @Test
  void enrolledValidatorsAreNotedWithWhoAttestsOnceTheirPolicyIsAccepted() throws Exception {
    enrol("Ann", 1, 2);
    enrol("Ben", 3);
    assertThat(of(JournalEvent.VALIDATORS_ENROLLED)).isEmpty();
    String hash =
        story.vault.run("policy", "accept", "--yes").fine().json().path("hash").asString();
    assertThat(of(JournalEvent.VALIDATORS_ENROLLED))
        .containsExactly(
            Map.of("count", "2", "attester", "Ann", "policy", "0x" + hash),
            Map.of("count", "1", "attester", "Ben", "policy", "0x" + hash));
    // A later policy notes only what is new in it.
    story.vault.run("policy", "draft").fine();
    enrol("Ben", 4);
    story.vault.run("policy", "accept", "--yes").fine();
    assertThat(of(JournalEvent.VALIDATORS_ENROLLED)).hasSize(3);
  }

  private void life() throws Exception {
    TestVault vault = story.vault;
    vault.run("account", "new").fine();
    vault.prompt().answers(true, TestVault.PASSPHRASE);
    vault.runBare("seed", "show", "--seed", "2").fine();
    vault.write("passphrase", "something else entirely");
    vault.run("unlock", "check");
    vault.write("passphrase", TestVault.PASSPHRASE);
    String out = story.freshStick().toString();
    vault.run("policy", "export", "--out", out).fine();

    Story.Delivered refused = story.deliver(story.plan().policy(Digest32.ZERO));
    story.sign(refused);
    Story.Delivered delivered = story.deliver(story.plan().allEqual());
    TestVault crashing =
        new TestVault(
            folder,
            clock,
            point -> {
              if (point.equals("claimed")) {
                throw new IllegalStateException("a bug right after the claim");
              }
            });
    String stick = delivered.stick().toString();
    assertThat(
            crashing
                .run(
                    "sign", "--in", stick, "--out", stick, "--yes", "--consent", "purpose-repeated")
                .exit())
        .isEqualTo(VaultExitCode.BUG);
    story.sign(delivered).fine();
    var result = story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard);
    Path back = story.freshStick();
    story.desk.acknowledge(
        new Receipt(story.desk.resultDigest(result), delivered.batch().batchDigest(), 1),
        story.vaultCard,
        back);
    vault.run("receipt", "--in", back.toString()).fine();

    vault
        .run(
            "writeoff",
            "--account",
            Story.ACCOUNT.toString(),
            "--network",
            "practice",
            "--nonces",
            "0",
            "--block",
            "9",
            "--hash",
            "ab".repeat(32),
            "--source",
            "an explorer",
            "--yes")
        .fine();

    Digest32 last = story.desk.resultDigest(result);
    Story.Delivered atDevice =
        story.deliver(story.plan().from(FakeDevice.ACCOUNT).nonces(0, 1).sequence(2, last));
    story.sign(atDevice).fine();
    last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(atDevice), atDevice.batch(), story.vaultCard));
    Story.Delivered closed = story.deliver(story.plan().nonces(3, 1).sequence(3, last));
    String other = closed.stick().toString();
    crashing.run("sign", "--in", other, "--out", other, "--yes");
    String digest = closed.batch().batchDigest().bytes().hex();
    vault.run("batch", "close", digest, "--reason", "why", "--out", other, "--yes").fine();

    vault.run("policy", "draft").fine();
    enrol("Ann", 1);
    vault.run("policy", "accept", "--yes").fine();
    vault.run("ceremony", "begin", "--yes").fine();
    vault.run("pair", "revoke", story.desk.card().digest().bytes().hex(), "--yes").fine();
    clock.advance(Duration.ofDays(8));
    vault.run("clock", "accept", "--yes").fine();
    clock.advance(Duration.ofDays(-1));
    vault.run("clock", "set-back", "--reason", "a wrong date", "--yes").fine();
    vault.run("journal", "export", "--out", out).fine();
  }

  private void enrol(String attester, int... keys) throws Exception {
    if (story.vault.run("policy", "show", "--draft").exit() != 0) {
      story.vault.run("policy", "draft").fine();
    }
    StringBuilder list = new StringBuilder();
    for (int key : keys) {
      list.append("8")
          .append(Integer.toString(key).repeat(95))
          .append(",01")
          .append("00".repeat(11))
          .append("11".repeat(20))
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve(attester + keys[0] + ".csv"), list.toString());
    story
        .vault
        .run(
            "validators",
            "enrol",
            "--list",
            file.toString(),
            "--attester",
            attester,
            "--network",
            "practice")
        .fine();
  }

  private List<JournalEntry> entries() throws Exception {
    List<JournalEntry> all = new ArrayList<>();
    try (VaultHome open =
        VaultHome.open(story.vault.home(), SqliteNative.load(), clock.instant())) {
      for (Bytes bytes : open.database().read(sql -> Journal.entries(sql, 1))) {
        all.add(JournalCodec.decode(bytes));
      }
    }
    return all;
  }

  private List<Map<String, String>> of(JournalEvent event) throws Exception {
    List<Map<String, String>> all = new ArrayList<>();
    for (JournalEntry entry : entries()) {
      if (entry.event() == event) {
        Map<String, String> facts = new java.util.TreeMap<>();
        entry.details().forEach(detail -> facts.put(detail.name(), detail.value()));
        all.add(facts);
      }
    }
    return all;
  }

  private int refusals() throws Exception {
    return of(JournalEvent.BATCH_REFUSED).size();
  }

  private String lastRefusal() throws Exception {
    return of(JournalEvent.BATCH_REFUSED).getLast().get("reason");
  }

  /** A row of the page's table. */
  private record Row(List<String> facts, boolean reserved) {}

  private static Map<JournalEvent, Row> page() throws Exception {
    Map<JournalEvent, Row> rows = new EnumMap<>(JournalEvent.class);
    Path page = SharedData.projectRoot().resolve("docs/spec/journal.md");
    for (String line : Files.readAllLines(page)) {
      Matcher matcher = ROW.matcher(line);
      if (matcher.matches()) {
        JournalEvent event = JournalEvent.ofCode(Long.parseLong(matcher.group(1)));
        assertThat(matcher.group(2).replace(' ', '_').toUpperCase(java.util.Locale.ROOT))
            .isEqualTo(event.name());
        rows.put(
            event,
            new Row(
                List.of(matcher.group(3).split(", ")), matcher.group(4).startsWith("reserved")));
      }
    }
    return rows;
  }
}
