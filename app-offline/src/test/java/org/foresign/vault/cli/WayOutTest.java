package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.testkit.StubClock;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result needs a way out: looked at before the claim, and never lied about after it. */
class WayOutTest {
  @TempDir private Path folder;
  private final StubClock clock = StubClock.at("2026-11-21T10:00:00Z");
  private Story story;
  private Story.Delivered delivered;

  @BeforeEach
  void begin() throws Exception {
    story = Story.begin(folder.resolve("v"), clock);
    delivered = story.deliver(story.plan());
  }

  @Test
  void aFolderThatIsNotThereStopsBeforeThePassphrase() throws Exception {
    int before = story.vault.moments().size();
    assertThat(sign(story.vault, folder.resolve("absent")).problem())
        .isEqualTo("carry-folder-missing");
    assertThat(story.vault.moments()).hasSize(before);
    refusedBeforeTheClaim(folder.resolve("absent"), "carry-folder-missing");
  }

  @Test
  void aFileInPlaceOfTheFolder() throws Exception {
    refusedBeforeTheClaim(
        Files.writeString(folder.resolve("file"), "no folder"), "carry-folder-missing");
  }

  @Test
  void aReadOnlyStick() throws Exception {
    try (TinyDisk stick = TinyDisk.mount(Files.createDirectory(folder.resolve("ro")), 64)) {
      stick.makeReadOnly();
      refusedBeforeTheClaim(stick.folder(), "carry-read-only");
    }
  }

  @Test
  void aStickWithRoomForLessThanTheResult() throws Exception {
    try (TinyDisk stick = TinyDisk.mount(Files.createDirectory(folder.resolve("full")), 64)) {
      Files.write(stick.folder().resolve("theirs"), new byte[60 << 10]);
      refusedBeforeTheClaim(stick.folder(), "carry-full");
      try (var left = Files.list(stick.folder())) {
        assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("theirs");
      }
    }
  }

  @Test
  void aStickThatIsGoneAfterTheClaimDoesNotUndoIt() throws Exception {
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestVault pulling =
        new TestVault(folder.resolve("v"), clock, point -> deleteAt(point.equals("kept"), stick));

    TestVault.Outcome outcome = sign(pulling, stick);

    assertThat(outcome.problem()).isEqualTo("sign-not-written");
    assertThat(outcome.out())
        .contains("kept in the vault", "reexport")
        .doesNotContain("Nothing was read or written");
    Path other = story.freshStick();
    story.vault.run("reexport", "--out", other.toString()).fine();
    story.desk.openResult(
        TestVault.only(other, ParcelKind.SIGNED_BATCH), delivered.batch(), story.vaultCard);
  }

  @Test
  void theSameRequestWritesTheKeptBytesAgain() throws Exception {
    story.sign(delivered).fine();
    Bytes first = story.result(delivered);
    Digest32 before = story.vault.stateWithoutJournal();
    Path other = story.freshStick();

    TestVault.Outcome again = sign(story.vault, other).fine();

    assertThat(TestVault.only(other, ParcelKind.SIGNED_BATCH)).isEqualTo(first);
    assertThat(again.json().path("signedBefore").asBoolean()).isTrue();
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
    TestVault.Outcome look =
        story.vault.run("inspect", "--in", delivered.stick().toString()).fine();
    assertThat(look.json().path("signedBefore").asBoolean()).isTrue();
  }

  private void refusedBeforeTheClaim(Path out, String problem) throws Exception {
    Digest32 before = story.vault.stateWithoutJournal();
    assertThat(sign(story.vault, out).problem()).isEqualTo(problem);
    assertThat(story.vault.stateWithoutJournal()).isEqualTo(before);
    story.sign(delivered).fine();
  }

  private TestVault.Outcome sign(TestVault vault, Path out) {
    return vault.run(
        "sign", "--in", delivered.stick().toString(), "--out", out.toString(), "--yes");
  }

  private static void deleteAt(boolean now, Path stick) {
    try {
      if (now) {
        Files.delete(stick);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
