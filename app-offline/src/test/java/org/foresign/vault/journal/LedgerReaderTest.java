package org.foresign.vault.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.NodeReader;
import org.foresign.testkit.Skips;
import org.foresign.testkit.StubClock;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.work.CeremonyBegin;
import org.foresign.vault.work.PairedVault;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.TestDesk;
import org.foresign.vault.work.WriteOffWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger digest that the journal holds is what a reader from the words of docs/spec computes
 * from the requests alone: transactions, exposure, fees and purposes of each nonce.
 */
class LedgerReaderTest {
  private static final String BLOCK_HASH = "ab".repeat(32);

  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private final List<String> told = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();

  @TempDir private Path folder;
  @TempDir private Path scratch;
  private long ceremony = 1;

  @Test
  void theLedgerDigestFollowsFromTheRequestsAsThePageSays() throws Exception {
    Skips.unless(NodeReader.isThere(), "node is not installed");
    PairedVault story = PairedVault.begin(folder, clock);
    Digest32 last = sign(story, story.plan());
    clock.advance(Duration.ofHours(5));
    try (Sitting sitting = story.home.sit()) {
      new CeremonyBegin(sitting).run(story.home.asker(), PairedVault.UNREAD);
    }
    ceremony = 2;
    sign(story, story.plan().allEqual().nonces(3, 4).sequence(2, last));
    writeOff(story);

    List<String> answers =
        NodeReader.answers(
            scratch,
            expected.stream().map(digest -> message(expected.indexOf(digest) + 1)).toList());
    assertThat(answers).isEqualTo(expected);
    told.set(0, told.get(0).replace("\"ceremony\":1", "\"ceremony\":2"));
    assertThat(NodeReader.answers(scratch, List.of(message(1))))
        .isNotEqualTo(expected.subList(0, 1));
  }

  private Digest32 sign(PairedVault story, TestDesk.Plan plan) throws Exception {
    PairedVault.Delivered delivered = story.deliver(plan);
    long claimedAt = clock.instant().getEpochSecond();
    story.signed(delivered);
    told.add(
        "{\"request\":\"%s\",\"desk\":\"%s\",\"policy\":1,\"ceremony\":%d,\"claimedAt\":%d}"
            .formatted(
                BatchRequestCodec.encode(delivered.request()).hex(),
                story.desk.card().digest().bytes().hex(),
                ceremony,
                claimedAt));
    expected.add(ledger(story));
    return story.desk.resultDigest(
        story.desk.openResult(story.result(delivered), delivered.batch(), story.vaultCard));
  }

  private void writeOff(PairedVault story) throws Exception {
    try (Sitting sitting = story.home.sit()) {
      new WriteOffWork(sitting)
          .byHand(
              new WriteOffWork.ByHand(
                  PairedVault.ACCOUNT,
                  "practice",
                  0,
                  0,
                  9,
                  Digest32.parseHex(BLOCK_HASH),
                  "an explorer"),
              story.home.asker(),
              PairedVault.UNREAD);
    }
    told.add(
        "{\"chain\":%d,\"account\":\"%s\",\"nonce\":0,\"block\":9,\"hash\":\"%s\",\"leaf\":\"\"}"
            .formatted(
                story.plan().chain().reference(), PairedVault.ACCOUNT.bytes().hex(), BLOCK_HASH));
    expected.add(ledger(story));
  }

  private String message(int entries) {
    String json = "[" + String.join(",", told.subList(0, entries)) + "]";
    return "ledger " + Bytes.of(json.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private String ledger(PairedVault story) throws Exception {
    try (VaultHome home = VaultHome.open(story.home.home(), SqliteNative.load(), clock.instant())) {
      return home.database().read(JournalReplay::of).ledger().bytes().hex();
    }
  }
}
