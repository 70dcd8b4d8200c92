package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.tx.Receipt;
import org.foresign.model.tx.SignedBatch;
import org.foresign.testkit.StubClock;
import org.foresign.vault.TestStick;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One stick for ceremony after ceremony: what was taken does not stop what is new. */
class StickTest {
  @TempDir private Path folder;
  private Story story;
  private Path stick;
  private Story.Delivered first;
  private Digest32 last;

  @BeforeEach
  void oneCeremony() throws Exception {
    story = Story.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    first = story.deliver(story.plan());
    stick = first.stick();
    story.sign(first).fine();
    SignedBatch result = story.desk.openResult(story.result(first), first.batch(), story.vaultCard);
    last = story.desk.resultDigest(result);
  }

  @Test
  void theNextRequestIsSignedBesideTheOldOne() throws Exception {
    var second = deliver(story.plan().nonces(3, 1).sequence(2, last));
    assertThat(on(stick, "inspect").fine().json().path("batch").asString())
        .isEqualTo(second.bytes().hex());
    assertThat(sign().fine().json().path("batch").asString()).isEqualTo(second.bytes().hex());
  }

  @Test
  void severalOpenOnesAreListedWithWordsDateAndState() throws Exception {
    Digest32 one = deliver(story.plan().nonces(3, 1).sequence(2, last));
    Digest32 other = deliver(story.plan().nonces(3, 2).sequence(2, last));
    Digest32 before = story.vault.stateWithoutJournal();

    TestVault.Outcome outcome = sign();

    assertThat(outcome.problem()).isEqualTo("receive-several-open");
    assertThat(outcome.out())
        .contains(text(one), text(other), "planned on 2026-11-21", "open")
        .doesNotContain(text(first.batch().batchDigest()));
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
  }

  @Test
  void aStickWithNothingButDoneOnesSaysSo() throws Exception {
    sign().fine();
    deliver(story.plan().sequence(1, null));
    TestVault.Outcome outcome = sign();
    assertThat(outcome.problem()).isEqualTo("receive-all-done");
    assertThat(outcome.out()).contains("overtaken by request 1", "no receipt yet");
  }

  @Test
  void rubbishAndStrangersBesideARequestAreNoMatter() throws Exception {
    TestDesk stranger = new TestDesk("somebody else");
    stranger.deliver(stranger.request(story.plan(), story.vaultCard), story.vaultCard, stick);
    TestDesk.put(
        stick, ParcelKind.BATCH_REQUEST, org.foresign.codec.Bytes.of(new byte[] {1, 2, 3}));
    Digest32 second = deliver(story.plan().nonces(3, 1).sequence(2, last));
    assertThat(sign().fine().json().path("batch").asString()).isEqualTo(second.bytes().hex());
  }

  @Test
  void cleanRemovesWhatIsDoneAndNothingElse() throws Exception {
    story.desk.acknowledge(
        new Receipt(last, first.batch().batchDigest(), 1), story.vaultCard, stick);
    on(stick, "receipt").fine();
    Digest32 second = deliver(story.plan().nonces(3, 1).sequence(2, last));
    TestDesk.put(stick, story.desk.card());
    Files.writeString(stick.resolve("holiday.jpg"), "theirs");

    TestVault.Outcome list = on(stick, "stick", "list").fine();
    assertThat(list.out()).contains(text(second), "the desk has the result");
    TestVault.Outcome clean = on(stick, "stick", "clean", "--yes").fine();

    assertThat(clean.json().path("removed").size()).isEqualTo(4);
    TestStick carrier = new TestStick(stick);
    assertThat(carrier.waiting(ParcelKind.BATCH_REQUEST)).hasSize(1);
    for (ParcelKind gone :
        List.of(ParcelKind.SIGNED_BATCH, ParcelKind.RECEIPT, ParcelKind.IDENTITY_CARD)) {
      assertThat(carrier.waiting(gone)).isEmpty();
    }
    assertThat(stick.resolve("holiday.jpg")).exists();
    assertThat(on(stick, "stick", "clean", "--yes").fine().json().path("removed").size()).isZero();
    sign().fine();
  }

  @Test
  void cleanAsksFirst() throws Exception {
    story.desk.acknowledge(
        new Receipt(last, first.batch().batchDigest(), 1), story.vaultCard, stick);
    on(stick, "receipt").fine();
    story.vault.prompt().answers(false, TestVault.PASSPHRASE);
    assertThat(story.vault.runBare("stick", "clean", "--in", stick.toString(), "--json").problem())
        .isEqualTo("vault-not-confirmed");
    assertThat(new TestStick(stick).waiting(ParcelKind.BATCH_REQUEST)).hasSize(1);
  }

  @Test
  void aReceiptForAnotherVaultStopsNoOther() throws Exception {
    Story other = Story.begin(folder.resolve("other"), StubClock.at("2026-11-21T10:00:00Z"));
    story.desk.acknowledge(
        new Receipt(last, first.batch().batchDigest(), 1), other.vaultCard, stick);
    assertThat(on(stick, "receipt").exit()).isEqualTo(VaultExitCode.PROBLEM);
    story.desk.acknowledge(
        new Receipt(last, first.batch().batchDigest(), 1), story.vaultCard, stick);
    TestVault.Outcome taken = on(stick, "receipt").fine();
    assertThat(taken.json().path("taken").asInt()).isEqualTo(1);
    assertThat(taken.json().path("passedOver").size()).isEqualTo(1);
  }

  @Test
  void aKnownCardBesideANewOneIsPassedOver() throws Exception {
    TestDesk other = new TestDesk("another desk");
    Path cards = story.freshStick();
    TestDesk.put(cards, story.desk.card());
    assertThat(accept(cards, other).problem()).isEqualTo("peer-known");
    TestDesk.put(cards, other.card());
    TestVault.Outcome outcome = accept(cards, other).fine();
    assertThat(outcome.json().path("accepted").size()).isEqualTo(1);
  }

  @Test
  void mistypedWordsAreASlipAndOthersAreNot() throws Exception {
    TestDesk other = new TestDesk("another desk");
    Path cards = story.freshStick();
    TestDesk.put(cards, other.card());
    String right = text(other.card().digest());
    String word = right.substring(0, right.indexOf(' '));
    TestVault.Outcome slip = accept(cards, right.replaceFirst(word, word + "q"));
    assertThat(slip.problem()).isEqualTo("typed-word-unknown");
    assertThat(slip.out()).contains("did you mean '" + word + "'");
    assertThat(accept(cards, right.substring(word.length())).problem())
        .isEqualTo("typed-words-count");
    assertThat(accept(cards, text(story.desk.card().digest())).problem())
        .isEqualTo("peer-words-differ");
    accept(cards, "  " + right.toUpperCase(java.util.Locale.ROOT).replace(" ", "   ")).fine();
  }

  @Test
  void anOlderLineOfTheSheetIsSaidToBeOne() throws Exception {
    String older = story.sheetWords();
    deliver(story.plan().nonces(3, 1).sequence(2, last));
    sign().fine();
    String newest = story.sheetWords();
    assertThat(newest).isNotEqualTo(older);
    TestVault.Outcome outcome = begin(older);
    assertThat(outcome.problem()).isEqualTo("vault-sheet-older");
    assertThat(outcome.out()).contains("batch-claimed, 2026-11-21T10:00:00Z");
    assertThat(begin(text(Digest32.ZERO)).problem()).isEqualTo("vault-sheet-differs");
    assertThat(begin("one two").problem()).isIn("typed-word-unknown", "typed-words-count");
    begin(newest).fine();
  }

  private TestVault.Outcome begin(String sheet) {
    return story.vault.run("ceremony", "begin", "--sheet", sheet);
  }

  private TestVault.Outcome accept(Path cards, TestDesk desk) throws Exception {
    return accept(cards, text(desk.card().digest()));
  }

  private TestVault.Outcome accept(Path cards, String words) {
    return story.vault.run(
        "pair", "accept", "--in", cards.toString(), "--name", "new", "--words", words, "--yes");
  }

  private Digest32 deliver(TestDesk.Plan plan) throws Exception {
    return story
        .desk
        .deliver(story.desk.request(plan, story.vaultCard), story.vaultCard, stick)
        .batchDigest();
  }

  private TestVault.Outcome sign() {
    return on(stick, "sign", "--out", stick.toString(), "--yes");
  }

  private TestVault.Outcome on(Path place, String... command) {
    List<String> all = new java.util.ArrayList<>(List.of(command));
    all.addAll(List.of("--in", place.toString()));
    return story.vault.run(all.toArray(String[]::new));
  }

  private static String text(Digest32 digest) {
    return WordCode.text(digest);
  }
}
