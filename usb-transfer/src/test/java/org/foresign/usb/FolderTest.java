package org.foresign.usb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Delivery;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;
import org.foresign.testkit.Seeds;
import org.foresign.testkit.Skips;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parcels in a folder; a subclass runs all of it on the fallback by path. */
class FolderTest {
  private static final Parcel PARCEL =
      Parcel.of(ParcelKind.IDENTITY_CARD, Bytes.of("foresign".getBytes(StandardCharsets.US_ASCII)));
  // The vector of docs/spec/carry-folder.md; the digest is from coreutils' sha256sum.
  private static final String FILE = "foresign-8c6e8e80-identity.fsx";

  @TempDir private Path folder;
  private TestStick stick;

  @BeforeEach
  void openStick() {
    stick = stick(folder);
  }

  TestStick stick(Path path) {
    return new TestStick(path);
  }

  @Test
  void carriesEachKindUnchangedUpToItsCap() throws ProblemException {
    for (ParcelKind kind : ParcelKind.values()) {
      byte[] most = Seeds.bytes(new SplittableRandom(kind.ordinal()), kind.maxBytes());
      Parcel parcel = Parcel.of(kind, Bytes.of(most));
      ParcelName name = stick.send(parcel);
      assertThat(stick.waiting(kind)).containsExactly(name);
      assertThat(stick.receive(name)).isEqualTo(parcel);
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
      assertThat(stick.waiting(ParcelKind.IDENTITY_CARD)).as(name).isEmpty();
      assertThat(stick.misnamed(ParcelKind.IDENTITY_CARD))
          .containsExactly("\"" + name + "\" has to be called " + FILE);
      assertThat(stick.misnamed(ParcelKind.POLICY)).as(name).isEmpty();
      assertThat(
              stick
                  .in(Job.quiet())
                  .nothingWaits(CarryProblem.CARRY_NOT_THERE, ParcelKind.IDENTITY_CARD)
                  .happened())
          .contains(FILE);
      Files.delete(file);
    }
    Files.write(folder.resolve("FORESI~1.FSX"), PARCEL.bytes().toArray());
    assertThat(stick.misnamed(ParcelKind.IDENTITY_CARD))
        .singleElement()
        .asString()
        .contains("FORESI~1.FSX", "foresign-TAG-identity.fsx");
  }

  @Test
  void takesNothingElseForARenamedParcel() throws Exception {
    stick.send(PARCEL);
    for (String name :
        List.of(
            "._foresign-8c6e8e80-identity.fsx",
            "foresign-8c6e8e80-identity.part",
            "foresign-8c6e8e8-identity.fs",
            "letter.txt")) {
      Files.write(folder.resolve(name), new byte[] {0, 5, 22, 7});
    }
    assertThat(stick.misnamed(ParcelKind.IDENTITY_CARD)).isEmpty();
  }

  @Test
  void writesExactlyOneFileWithTheNameOfTheSpec() throws Exception {
    stick.send(PARCEL);
    stick.send(PARCEL);
    assertThat(names()).containsExactly(FILE);
    assertThat(folder.resolve(FILE)).hasContent("foresign");
  }

  /** What a job was told, with a stop after so many steps. */
  private static Job<CarryStep> noting(List<String> told, int stopAfter) {
    CancelToken cancel = new CancelToken();
    return new Job<>(
        (step, done, total) -> {
          told.add(step + " " + done + "/" + total);
          if (told.size() == stopAfter) {
            cancel.cancel();
          }
        },
        cancel);
  }

  private static Parcel threeChunks() {
    return Parcel.of(
        ParcelKind.SIGNED_BATCH, Bytes.of(Seeds.bytes(new SplittableRandom(7), 150_000)));
  }

  @Test
  void saysHowFarItIsBothWays() throws ProblemException {
    Parcel parcel = threeChunks();
    List<String> told = new ArrayList<>();
    Sent sent = stick.out(noting(told, 0)).offer(parcel);
    assertThat(sent).isEqualTo(new Sent(parcel.name(), Delivery.DELIVERED));
    assertThat(told)
        .containsExactly(
            "OFFERED 65536/150000",
            "OFFERED 131072/150000",
            "OFFERED 150000/150000",
            "CONFIRMED 150000/150000");
    told.clear();
    assertThat(stick.out(noting(told, 0)).offer(parcel).delivery()).isEqualTo(Delivery.DELIVERED);
    assertThat(told).containsExactly("CONFIRMED 150000/150000"); // it lay there
    told.clear();
    assertThat(stick.in(noting(told, 0)).receive(parcel.name()))
        .isEqualTo(new JobEnd.Done<>(parcel));
    assertThat(told)
        .startsWith("RECEIVED 65536/150000", "RECEIVED 131072/150000", "RECEIVED 150000/150000");
  }

  @Test
  void aStopLeavesNothingOnTheStick() throws Exception {
    Parcel parcel = threeChunks();
    for (int after : new int[] {1, 2}) {
      List<String> told = new ArrayList<>();
      assertThat(stick.out(noting(told, after)).offer(parcel).delivery())
          .isEqualTo(Delivery.CANCELLED);
      assertThat(told).hasSize(after);
      assertThat(names()).isEmpty();
    }
    CancelToken before = new CancelToken();
    before.cancel();
    assertThat(stick.out(new Job<>((step, done, total) -> {}, before)).offer(parcel).delivery())
        .isEqualTo(Delivery.CANCELLED);
    assertThat(names()).isEmpty();
  }

  @Test
  void aStopWhileReadingGivesNothing() throws ProblemException {
    Parcel parcel = threeChunks();
    stick.send(parcel);
    assertThat(stick.in(noting(new ArrayList<>(), 2)).receive(parcel.name()))
        .isEqualTo(new JobEnd.Cancelled<>());
    assertProblem(
        CarryProblem.CARRY_STOPPED,
        () -> stick.in(noting(new ArrayList<>(), 2)).receiveOneOfMany(parcel.name()));
    assertThat(stick.receive(parcel.name())).isEqualTo(parcel);
  }

  @Test
  void looksForRoomAndLeavesNothing() throws Exception {
    stick.requireRoom(ParcelKind.SIGNED_BATCH, 700_000);
    assertThat(names()).isEmpty();
    assertProblem(
        CarryProblem.CARRY_FOLDER_MISSING,
        () -> stick(folder.resolve("absent")).requireRoom(ParcelKind.SIGNED_BATCH, 1));
    try (TinyDisk disk = TinyDisk.mount(folder, 64)) {
      TestStick small = stick(disk.folder());
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
    stick.send(PARCEL);
    Files.writeString(folder.resolve("holiday.jpg"), "theirs");
    stick.remove(PARCEL.name());
    assertThat(names()).containsExactly("holiday.jpg");
    assertProblem(CarryProblem.CARRY_NOT_THERE, () -> stick.remove(PARCEL.name()));
  }

  @Test
  void neverNamesWhatIsNotAParcel() throws Exception {
    stick.send(PARCEL);
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
    assertThat(stick.waiting(ParcelKind.IDENTITY_CARD)).containsExactly(PARCEL.name());
  }

  @Test
  void refusesALinkEvenToAGoodParcel() throws Exception {
    Path good = Files.writeString(folder.resolve("elsewhere"), "foresign");
    Files.createSymbolicLink(folder.resolve(FILE), good);
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> stick.receive(PARCEL.name()));
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> stick.remove(PARCEL.name()));
  }

  @Test
  void replacesALinkItselfWhenItWrites() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Files.createSymbolicLink(folder.resolve(FILE), victim);
    Files.createSymbolicLink(folder.resolve(FILE.replace(".fsx", ".part")), victim);
    stick.send(PARCEL);
    assertThat(victim).hasContent("precious");
    assertThat(stick.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void refusesAFileWithASecondName() throws Exception {
    Skips.unlessLinux();
    Path other = Files.writeString(folder.resolve("other"), "foresign");
    Files.createLink(folder.resolve(FILE), other);
    assertProblem(CarryProblem.CARRY_SHARED_FILE, () -> stick.receive(PARCEL.name()));
    stick.send(PARCEL);
    Files.writeString(other, "changed!");
    assertThat(stick.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void refusesAPipeWithoutOpeningIt() throws Exception {
    Skips.unlessLinux();
    command("mkfifo", folder.resolve(FILE).toString());
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> stick.receive(PARCEL.name()));
    stick.send(PARCEL);
    assertThat(stick.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void refusesADeviceWithoutOpeningIt() throws Exception {
    Skips.unlessLinux();
    Skips.unlessRoot();
    command("mknod", folder.resolve(FILE).toString(), "c", "1", "5");
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> stick.receive(PARCEL.name()));
  }

  @Test
  void refusesAFolderWithAParcelsName() throws Exception {
    Path inside = Files.createDirectory(folder.resolve(FILE)).resolve("x");
    Files.writeString(inside, "theirs");
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> stick.receive(PARCEL.name()));
    assertProblem(CarryProblem.CARRY_NOT_A_FILE, () -> stick.send(PARCEL));
    assertThat(inside).hasContent("theirs");
    assertThat(names()).containsExactly(FILE);
  }

  @Test
  void refusesASparseFileOfEightGibibytesUnread() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(folder.resolve(FILE).toFile(), "rw")) {
      sparse.setLength(8L << 30);
    }
    assertProblem(CarryProblem.CARRY_TOO_LARGE, () -> stick.receive(PARCEL.name()));
  }

  @Test
  void refusesEmptyOversizedAndChangedContent() throws Exception {
    Path file = folder.resolve(FILE);
    Files.write(file, new byte[0]);
    assertProblem(CarryProblem.CARRY_EMPTY, () -> stick.receive(PARCEL.name()));
    Files.write(file, new byte[ParcelKind.IDENTITY_CARD.maxBytes() + 1]);
    assertProblem(CarryProblem.CARRY_TOO_LARGE, () -> stick.receive(PARCEL.name()));
    byte[] good = "foresign".getBytes(StandardCharsets.US_ASCII);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(file, bad);
      assertProblem(CarryProblem.CARRY_DAMAGED, () -> stick.receive(PARCEL.name()));
    }
    for (int length = 1; length < good.length; length++) {
      Files.write(file, Arrays.copyOf(good, length));
      assertProblem(CarryProblem.CARRY_DAMAGED, () -> stick.receive(PARCEL.name()));
    }
    stick.send(PARCEL);
    assertThat(stick.receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void findsItsParcelAmongTenThousandFiles() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      Files.createFile(folder.resolve("photo-" + i + ".jpg"));
    }
    stick.send(PARCEL);
    assertThat(stick.waiting(ParcelKind.IDENTITY_CARD)).containsExactly(PARCEL.name());
  }

  @Test
  void refusesAFolderFullOfParcels() throws Exception {
    for (int i = 0; i < 1_001; i++) {
      Files.createFile(folder.resolve("foresign-%08x-identity.fsx".formatted(i)));
    }
    assertProblem(CarryProblem.CARRY_FOLDER_CROWDED, () -> stick.waiting(ParcelKind.IDENTITY_CARD));
    assertThat(stick.waiting(ParcelKind.POLICY)).isEmpty();
  }

  @Test
  void saysWhenTheFolderOrTheParcelIsNotThere() throws Exception {
    assertProblem(CarryProblem.CARRY_NOT_THERE, () -> stick.receive(PARCEL.name()));
    TestStick nowhere = stick(folder.resolve("nowhere"));
    assertProblem(
        CarryProblem.CARRY_FOLDER_MISSING, () -> nowhere.waiting(ParcelKind.IDENTITY_CARD));
    assertProblem(CarryProblem.CARRY_FOLDER_MISSING, () -> nowhere.send(PARCEL));
    TestStick file = stick(Files.createFile(folder.resolve("file")));
    assertProblem(CarryProblem.CARRY_FOLDER_MISSING, () -> file.receive(PARCEL.name()));
  }

  @Test
  void leavesNothingOnAFullStick() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    try (TinyDisk disk = TinyDisk.mount(mount, 256)) {
      Parcel big =
          Parcel.of(
              ParcelKind.SIGNED_BATCH, Bytes.of(Seeds.bytes(new SplittableRandom(1), 600_000)));
      TestStick stick = stick(disk.folder());
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
      TestStick stick = stick(disk.folder());
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
