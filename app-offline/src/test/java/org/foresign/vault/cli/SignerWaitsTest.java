package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.foresign.crypto.WordCode;
import org.foresign.testkit.StubClock;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.FakeGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a terminal and a script are told of a signer that waits. */
class SignerWaitsTest {
  private static final int LEAF = 4;

  @TempDir Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");

  @Test
  void aScriptIsToldWhatTheDeviceWaitsFor() throws Exception {
    FakeDevice device = new FakeDevice().at(LEAF, FakeDevice.Fault.NOBODY);
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));

    TestVault.Outcome waits = story.sign(delivered);

    assertThat(waits.exit()).isEqualTo(VaultExitCode.WAITS);
    JsonNode json = waits.json();
    assertThat(json.path("ok").asBoolean(true)).isFalse();
    assertThat(json.path("signed").asInt()).isEqualTo(LEAF);
    assertThat(json.path("leaves").asInt()).isEqualTo(delivered.batch().leaves().size());
    assertThat(json.path("device").path("step").asString()).isEqualTo("confirm");
    assertThat(json.path("device").path("leaf").asInt()).isEqualTo(LEAF);
    assertThat(json.path("device").path("shown").path(0).asString()).isEqualTo("Nonce 1");
    assertThat(json.path("headWords").size()).isEqualTo(WordCode.COUNT);
    JsonNode status = story.vault.run("status").fine().json();
    assertThat(status.path("interruptedSigned").path(0).asInt()).isEqualTo(LEAF);
    assertThat(story.vault.runBare("status").out()).contains("4 of its 12 signatures are stored");
    device.mend();
    story.sign(delivered).fine();
  }

  @Test
  void aPersonSeesWhatToDoAndMayStop() throws Exception {
    FakeDevice device = new FakeDevice().at(LEAF, FakeDevice.Fault.NOBODY);
    Story story = Story.begin(folder, clock, device);
    Story.Delivered delivered = story.deliver(story.plan().from(FakeDevice.ACCOUNT));
    person(story, delivered).typesLines("", "stop");

    TestVault.Outcome stopped = byHand(story, delivered);

    assertThat(stopped.exit()).isEqualTo(VaultExitCode.WAITS);
    assertThat(stopped.out())
        .contains(LEAF + " of " + delivered.batch().leaves().size() + " transactions are signed")
        .contains("Sign the same request again");
    List<String> shown = story.vault.prompt().shown();
    assertThat(shown)
        .containsSubsequence(
            "Connect the device that has the key.",
            "Unlock the device.",
            "Open the app on the device.",
            "Confirm on the device: transaction 1 of the batch.",
            "  Nonce 0",
            "Confirm on the device: transaction 5 of the batch.",
            "  Nonce 1",
            "The device still waits. Press enter to look again, or type stop",
            "The device still waits. Press enter to look again, or type stop");
    device.mend();
    person(story, delivered);
    byHand(story, delivered).fine();
  }

  @Test
  void aPersonCarriesMessagesAndMayComeBackWithTheAnswers() throws Exception {
    Story story = Story.begin(folder, clock, new FakeGroup());
    Story.Delivered delivered = story.deliver(story.plan().from(FakeGroup.ACCOUNT));
    JsonNode message = story.sign(delivered).json().path("messages").path(0);
    assertThat(message.path("member").asInt()).isEqualTo(2);
    assertThat(message.path("round").asInt()).isEqualTo(1);
    assertThat(message.path("message").asString()).isEqualTo("0701");
    person(story, delivered).typesLines("2/1/09", "", "nonsense", "2/x/09", "0/2/09", "2/2/09", "");

    byHand(story, delivered).fine();

    assertThat(story.vault.prompt().shown())
        .containsSubsequence("  2/1/0701", "  2/2/0702")
        .filteredOn(line -> line.contains("it was left out"))
        .hasSize(3);
  }

  private static TestVault.FakePrompt person(Story story, Story.Delivered delivered)
      throws Exception {
    story.vault.prompt().shown().clear();
    return story
        .vault
        .prompt()
        .answers(true, TestVault.PASSPHRASE, TestVault.PASSPHRASE)
        .reads(List.of(story.sheetWords().split(" ")))
        .reads(WordCode.words(delivered.batch().batchDigest()));
  }

  private static TestVault.Outcome byHand(Story story, Story.Delivered delivered) {
    String stick = delivered.stick().toString();
    return story.vault.runBare("sign", "--in", stick, "--out", stick);
  }
}
