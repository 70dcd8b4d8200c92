package org.foresign.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Seeds;
import org.foresign.testkit.Skips;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder form of the carrier; a subclass runs all of it on the fallback by path. */
class FolderCarrierTest {
  private static final Parcel PARCEL =
      Parcel.of(ParcelKind.IDENTITY_CARD, Bytes.of("foresign".getBytes(StandardCharsets.US_ASCII)));
  // The vector of docs/spec/carry-folder.md; the digest is from coreutils' sha256sum.
  private static final String FILE = "foresign-8c6e8e80-identity.fsx";

  @TempDir private Path folder;
  private FolderCarrier carrier;

  @BeforeEach
  void makeCarrier() {
    carrier = carrier(folder);
  }

  FolderCarrier carrier(Path path) {
    return new FolderCarrier(path);
  }

  @Test
  void carriesEachKindUnchangedUpToItsCap() throws ProblemException {
    for (ParcelKind kind : ParcelKind.values()) {
      byte[] most = Seeds.bytes(new SplittableRandom(kind.ordinal()), kind.maxBytes());
      Parcel parcel = Parcel.of(kind, Bytes.of(most));
      ParcelName name = carrier.send(parcel);
      assertThat(carrier.waiting(kind)).containsExactly(name);
      assertThat(carrier.receive(name)).isEqualTo(parcel);
    }
  }

  @Test
  void namesARenamedParcelByTheNameItMustHave() throws Exception {
    for (String name :
        List.of(
            "foresign-8c6e8e80-identity (1).fsx",
            "FORESIGN-8C6E8E80-IDENTITY.FSX",
            "foresign-8c6e8e80-identity.fsx.txt",
            "Copy of foresign-8c6e8e80-identity.fsx",
            "foresign_8c6e8e80_identity.fsx")) {
      Path file = Files.write(folder.resolve(name), PARCEL.bytes().toArray());
      assertThat(carrier.waiting(ParcelKind.IDENTITY_CARD)).as(name).isEmpty();
      assertThat(carrier.misnamed(ParcelKind.IDENTITY_CARD))
          .containsExactly("\"" + name + "\" has to be called " + FILE);
      assertThat(carrier.misnamed(ParcelKind.POLICY)).as(name).isEmpty();
      assertThat(
              carrier
                  .nothingWaits(CarryProblem.CARRY_NOT_THERE, ParcelKind.IDENTITY_CARD)
                  .happened())
          .contains(FILE);
      Files.delete(file);
    }
    Files.write(folder.resolve("FORESI~1.FSX"), PARCEL.bytes().toArray());
    assertThat(carrier.misnamed(ParcelKind.IDENTITY_CARD))
        .singleElement()
        .asString()
        .contains("FORESI~1.FSX", "foresign-TAG-identity.fsx");
  }

  @Test
  void takesNothingElseForARenamedParcel() throws Exception {
    carrier.send(PARCEL);
    for (String name :
        List.of(
            "._foresign-8c6e8e80-identity.fsx",
            "foresign-8c6e8e80-identity.part",
            "foresign-8c6e8e8-identity.fs",
            "letter.txt")) {
      Files.write(folder.resolve(name), new byte[] {0, 5, 22, 7});
    }
    assertThat(carrier.misnamed(ParcelKind.IDENTITY_CARD)).isEmpty();
  }

  @Test
  void writesExactlyOneFileWithTheNameOfTheSpec() throws Exception {
    carrier.send(PARCEL);
    carrier.send(PARCEL);
    assertThat(names()).containsExactly(FILE);
    assertThat(folder.resolve(FILE)).hasContent("foresign");
  }

  @Test
  void looksForRoomAndLeavesNothing() throws Exception {
    carrier.requireRoom(ParcelKind.SIGNED_BATCH, 700_000);
    assertThat(names()).isEmpty();
    assertProblem(
        CarryProblem.CARRY_FOLDER_MISSING,
        () -> carrier(folder.resolve("absent")).requireRoom(ParcelKind.SIGNED_BATCH, 1));
    try (TinyDisk disk = TinyDisk.mount(folder, 64)) {
      FolderCarrier small = carrier(disk.folder());
      small.requireRoom(ParcelKind.SIGNED_BATCH, 32 << 10);
      assertProblem(
          CarryProblem.CARRY_FULL, () -> small.requireRoom(ParcelKind.SIGNED_BATCH, 128 << 10));
      assertThat(names()).isEmpty();
      small.requireRoom(ParcelKind.SIGNED_BATCH, 32 << 10);
      disk.makeReadOnly();
      assertProblem(
          CarryProblem.CARRY_READ_ONLY, () -> small.requireRoom(ParcelKind.SIGNED_BATCH, 1));
    }
  }

  @Test
  void removesOnlyTheParcelItWasAskedFor() throws Exception {
    carrier.send(PARCEL);
    Files.writeString(folder.resolve("holiday.jpg"), "theirs");
    carrier.remove(PARCEL.name());
    assertThat(names()).containsExactly("holiday.jpg");
    assertProblem(CarryProblem.CARRY_NOT_THERE, () -> carrier.remove(PARCEL.name()));
  }

  @Test
  void neverNamesWhatIsNotAParcel() throws Exception {
    carrier.send(PARCEL);
    for (String name :
        List.of(
            "foresign-8c6e8e80-identity.fsx.exe",
            "foresign-8C6E8E80-identity.fsx",
            "Foresign-8c6e8e81-identity.fsx",
            "foresign-8c6e8e8-identity.fsx",
            "foresign-8c6e8e81-unknown.fsx",
            "foresign-8c6e8e81-identity.part",
            "foresign-\u202e8c6e8e81-identity.fsx",
            "foresign-8c6e8e81-\u0456dentity.fsx",
            "foresign-8c6e8e81-identity.fsx\n",
            "foresign-8c6e8e81-identity.fsx ")) {
      Files.writeString(folder.resolve(name), "x");
    }
    assertThat(carrier.waiting(ParcelKind.IDENTITY_CARD)).containsExactly(PARCEL.name());
  }

  @Test
  void refusesALinkEvenToAGoodParcel() throws Exception {
    Path good = Files.writeString(folder.resolve("elsewhere"), "foresign");
    Files.createSymbolicLink(folder.resolve(FILE), good);
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> carrier.receive(PARCEL.name()));
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> carrier.remove(PARCEL.name()));
  }

  @Test
  void replacesALinkItselfWhenItWrites() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve(FILE), victim);
    Files.createSymbolicLink(folder.resolve(FILE.replace(".fsx", ".part")), victim);
    carrier.send(PARCEL);
    assertThat(victim).hasContent("precious");
    assertThat(carrier.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void refusesAFileWithASecondName() throws Exception {
    Skips.unlessLinux();
    Path other = Files.writeString(folder.resolve("other"), "foresign");
    Files.createLink(folder.resolve(FILE), other);
    assertProblem(CarryProblem.CARRY_SHARED_FILE, () -> carrier.receive(PARCEL.name()));
    carrier.send(PARCEL);
    Files.writeString(other, "changed!");
    assertThat(carrier.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void refusesAPipeWithoutOpeningIt() throws Exception {
    Skips.unlessLinux();
    command("mkfifo", folder.resolve(FILE).toString());
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> carrier.receive(PARCEL.name()));
    carrier.send(PARCEL);
    assertThat(carrier.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void refusesADeviceWithoutOpeningIt() throws Exception {
    Skips.unlessLinux();
    Skips.unlessRoot();
    command("mknod", folder.resolve(FILE).toString(), "c", "1", "5");
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> carrier.receive(PARCEL.name()));
  }

  @Test
  void refusesAFolderWithAParcelsName() throws Exception {
    Path inside = Files.createDirectory(folder.resolve(FILE)).resolve("x");
    Files.writeString(inside, "theirs");
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> carrier.receive(PARCEL.name()));
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> carrier.send(PARCEL));
    assertThat(inside).hasContent("theirs");
    assertThat(names()).containsExactly(FILE);
  }

  @Test
  void refusesASparseFileOfEightGibibytesUnread() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve(FILE).toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    assertProblem(CarryProblem.CARRY_TOO_LARGE, () -> carrier.receive(PARCEL.name()));
  }

  @Test
  void refusesEmptyOversizedAndChangedContent() throws Exception {
    Path file = folder.resolve(FILE);
    Files.write(file, new byte[0]);
    assertProblem(CarryProblem.CARRY_EMPTY, () -> carrier.receive(PARCEL.name()));
    Files.write(file, new byte[ParcelKind.IDENTITY_CARD.maxBytes() + 1]);
    assertProblem(CarryProblem.CARRY_TOO_LARGE, () -> carrier.receive(PARCEL.name()));
    byte[] good = "foresign".getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bad);
      assertProblem(CarryProblem.CARRY_DAMAGED, () -> carrier.receive(PARCEL.name()));
    }
    for (int length = 1; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertProblem(CarryProblem.CARRY_DAMAGED, () -> carrier.receive(PARCEL.name()));
    }
    carrier.send(PARCEL);
    assertThat(carrier.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void findsItsParcelAmongTenThousandFiles() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      Files.createFile(folder.resolve("photo-" + i + ".jpg"));
    }
    carrier.send(PARCEL);
    assertThat(carrier.waiting(ParcelKind.IDENTITY_CARD)).containsExactly(PARCEL.name());
  }

  @Test
  void refusesAFolderFullOfParcels() throws Exception {
    for (int i = 0; i < 1_001; i++) {
      Files.createFile(folder.resolve("foresign-%08x-identity.fsx".formatted(i)));
    }
    assertProblem(
        CarryProblem.CARRY_FOLDER_CROWDED, () -> carrier.waiting(ParcelKind.IDENTITY_CARD));
    assertThat(carrier.waiting(ParcelKind.POLICY)).isEmpty();
  }

  @Test
  void saysWhenTheFolderOrTheParcelIsNotThere() throws Exception {
    assertProblem(CarryProblem.CARRY_NOT_THERE, () -> carrier.receive(PARCEL.name()));
    FolderCarrier nowhere = carrier(folder.resolve("nowhere"));
    assertProblem(
        CarryProblem.CARRY_FOLDER_MISSING, () -> nowhere.waiting(ParcelKind.IDENTITY_CARD));
    assertProblem(CarryProblem.CARRY_FOLDER_MISSING, () -> nowhere.send(PARCEL));
    FolderCarrier file = carrier(Files.createFile(folder.resolve("file")));
    assertProblem(CarryProblem.CARRY_FOLDER_MISSING, () -> file.receive(PARCEL.name()));
  }

  @Test
  void leavesNothingOnAFullStick() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    try (TinyDisk disk = TinyDisk.mount(mount, 256)) {
      Parcel big =
          Parcel.of(
              ParcelKind.SIGNED_BATCH, Bytes.of(Seeds.bytes(new SplittableRandom(1), 600_000)));
      FolderCarrier stick = carrier(disk.folder());
      assertProblem(CarryProblem.CARRY_FULL, () -> stick.send(big));
      assertThat(disk.folder()).isEmptyDirectory();
      stick.send(PARCEL);
      assertThat(stick.receive(PARCEL.name())).isEqualTo(PARCEL);
    }
  }

  @Test
  void readsButDoesNotWriteAReadOnlyStick() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    try (TinyDisk disk = TinyDisk.mount(mount, 256)) {
      FolderCarrier stick = carrier(disk.folder());
      stick.send(PARCEL);
      disk.makeReadOnly();
      assertThat(stick.receive(PARCEL.name())).isEqualTo(PARCEL);
      stick.send(PARCEL); // it is there already: nothing to write
      Parcel other = Parcel.of(ParcelKind.POLICY, PARCEL.bytes());
      assertProblem(CarryProblem.CARRY_READ_ONLY, () -> stick.send(other));
      assertProblem(CarryProblem.CARRY_READ_ONLY, () -> stick.remove(PARCEL.name()));
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static void command(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    Skips.unless(process.waitFor() == 0, command[0] + " is refused here");
  }

  static void assertProblem(CarryProblem expected, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(expected));
  }
}
