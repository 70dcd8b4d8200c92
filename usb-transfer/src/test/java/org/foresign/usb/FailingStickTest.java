package org.foresign.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingStickTest {
  private static final Parcel PARCEL =
      Parcel.of(ParcelKind.RECEIPT, Bytes.parseHex("00112233445566778899"));

  /** Where the stick fails. */
  private enum Fault {
    YANKED_AT_OPEN,
    YANKED_AT_RENAME,
    YANKED_AT_FORCE,
    CHANGES_WHAT_WAS_WRITTEN,
    CHANGES_AFTER_RENAME,
    GROWS_WHILE_READ
  }

  @TempDir private Path folder;

  @Test
  void reportsAWriteThatWasCutOffAndLeavesNoParcel() throws ProblemException {
    for (Fault fault : new Fault[] {Fault.YANKED_AT_OPEN, Fault.YANKED_AT_RENAME}) {
      TestStick stick = new TestStick(folder, path -> new Failing(path, fault));
      FolderTest.assertProblem(CarryProblem.CARRY_WRITE_FAILED, () -> stick.send(PARCEL));
      assertThat(folder).isEmptyDirectory();
    }
    TestStick stick = new TestStick(folder, path -> new Failing(path, Fault.YANKED_AT_FORCE));
    FolderTest.assertProblem(CarryProblem.CARRY_WRITE_FAILED, () -> stick.send(PARCEL));
    new TestStick(folder).send(PARCEL);
    assertThat(new TestStick(folder).receive(PARCEL.name())).isEqualTo(PARCEL);
  }

  @Test
  void noticesAStickThatDoesNotKeepWhatWasWritten() {
    for (Fault fault : new Fault[] {Fault.CHANGES_WHAT_WAS_WRITTEN, Fault.CHANGES_AFTER_RENAME}) {
      TestStick stick = new TestStick(folder, path -> new Failing(path, fault));
      FolderTest.assertProblem(CarryProblem.CARRY_READ_BACK_DIFFERS, () -> stick.send(PARCEL));
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void refusesAFileThatGrowsWhileItIsRead() throws ProblemException {
    new TestStick(folder).send(PARCEL);
    TestStick stick = new TestStick(folder, path -> new Failing(path, Fault.GROWS_WHILE_READ));
    FolderTest.assertProblem(CarryProblem.CARRY_DAMAGED, () -> stick.receive(PARCEL.name()));
  }

  @Test
  void takesNoNoticeOfAnUnfinishedFileOfEarlier() throws Exception {
    Files.writeString(
        folder.resolve("foresign-" + PARCEL.name().tag() + "-receipt.part"), "half of it");
    TestStick stick = new TestStick(folder);
    assertThat(stick.waiting(ParcelKind.RECEIPT)).isEmpty();
    stick.send(PARCEL);
    try (var files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(1);
    }
  }

  private static final class Failing implements OpenFolder {
    private final Path folder;
    private final OpenFolder real;
    private final Fault fault;

    Failing(Path folder, Fault fault) {
      this.folder = folder;
      this.real = new PlainFolder(folder);
      this.fault = fault;
    }

    @Override
    public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
        throws IOException {
      boolean writes = options.contains(StandardOpenOption.WRITE);
      if (fault == Fault.YANKED_AT_OPEN && writes) {
        throw new IOException("Input/output error");
      }
      if (fault == Fault.CHANGES_WHAT_WAS_WRITTEN && !writes) {
        overwriteFirstByte(name);
      }
      if (fault == Fault.GROWS_WHILE_READ) {
        Files.write(folder.resolve(name), new byte[5], StandardOpenOption.APPEND);
      }
      return real.open(name, options);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      if (fault == Fault.YANKED_AT_RENAME) {
        throw new IOException("Input/output error");
      }
      real.rename(from, to);
      if (fault == Fault.CHANGES_AFTER_RENAME) {
        overwriteFirstByte(to);
      }
    }

    private void overwriteFirstByte(String name) throws IOException {
      try (SeekableByteChannel channel =
          Files.newByteChannel(folder.resolve(name), StandardOpenOption.WRITE)) {
        assertThat(channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xee}))).isEqualTo(1);
      }
    }

    @Override
    public void force() throws IOException {
      if (fault == Fault.YANKED_AT_FORCE) {
        throw new IOException("Input/output error");
      }
      real.force();
    }

    @Override
    public void list(NameVisitor visitor) throws IOException {
      real.list(visitor);
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
      return real.attributes(name);
    }

    @Override
    public int linkCount(String name) throws IOException {
      return real.linkCount(name);
    }

    @Override
    public void delete(String name) throws IOException {
      real.delete(name);
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
