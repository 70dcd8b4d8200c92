package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.ChildJvm;
import org.foresign.testkit.Processes;
import org.foresign.testkit.Skips;
import org.foresign.testkit.TinyDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteNativeTest {
  /** Opens a database and says where temporary files would have gone. */
  public static final class Opener {
    public static void main(String[] args) throws ProblemException {
      SqliteNative driver = SqliteNative.load(Path.of(args[0]));
      Database.open(Path.of(args[1]), TestSchema.ONE, driver).close();
      System.out.println("opened");
    }
  }

  @TempDir private Path folder;

  @Test
  void leavesTheTemporaryFolderAlone() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    try (ChildJvm child =
        Processes.start(
            Opener.class,
            List.of(),
            Map.of("java.io.tmpdir", temporary.toString()),
            folder.resolve("natives").toString(),
            folder.resolve("home/t.db").toString())) {
      child.awaitLine("opened");
      assertThat(child.awaitExit()).isZero();
    }
    assertThat(temporary).isEmptyDirectory();
    try (var files = Files.list(folder.resolve("natives"))) {
      assertThat(files.toList()).hasSize(1);
    }
  }

  @Test
  void refusesALibraryWithOneBitChanged() throws Exception {
    Path library = SqliteNative.load(folder).library();
    byte[] content = Files.readAllBytes(library);
    content[content.length / 2] ^= 1;
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.write(other.resolve(library.getFileName()), content);
    DatabaseTest.assertProblem(StoreProblem.STORE_NATIVE_MISMATCH, () -> SqliteNative.load(other));
  }

  @Test
  void refusesALinkToTheRightLibrary() throws Exception {
    Path library = SqliteNative.load(folder).library();
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.createSymbolicLink(other.resolve(library.getFileName()), library);
    DatabaseTest.assertProblem(StoreProblem.STORE_NATIVE_MISMATCH, () -> SqliteNative.load(other));
  }

  @Test
  void refusesAFolderThatOthersMayWriteTo() throws Exception {
    Skips.unlessLinux();
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    DatabaseTest.assertProblem(StoreProblem.STORE_NATIVE_UNSAFE, () -> SqliteNative.load(shared));
  }

  @Test
  void refusesAFolderOrALibraryOfAnotherUser() throws Exception {
    Skips.unlessRoot();
    Path library = SqliteNative.load(folder).library();
    Files.setAttribute(library, "unix:uid", 12_345);
    DatabaseTest.assertProblem(StoreProblem.STORE_NATIVE_UNSAFE, () -> SqliteNative.load(folder));
    Files.setAttribute(library, "unix:uid", 0);
    Files.setAttribute(folder, "unix:uid", 12_345);
    DatabaseTest.assertProblem(StoreProblem.STORE_NATIVE_UNSAFE, () -> SqliteNative.load(folder));
    Files.setAttribute(folder, "unix:uid", 0);
  }

  @Test
  void refusesAHugeFileWithoutReadingItWhole() throws Exception {
    Path library = SqliteNative.load(folder).library();
    Path other = Files.createDirectory(folder.resolve("other"));
    try (var sparse = new RandomAccessFile(other.resolve(library.getFileName()).toFile(), "rw")) {
      sparse.setLength(3L << 30); // more than an array holds
    }
    DatabaseTest.assertProblem(StoreProblem.STORE_NATIVE_MISMATCH, () -> SqliteNative.load(other));
  }

  @Test
  void saysThatAFolderForbidsPrograms() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    try (TinyDisk disk = TinyDisk.mount(mount, 8192, "noexec", "mode=700")) {
      DatabaseTest.assertProblem(
          StoreProblem.STORE_NATIVE_REFUSED, () -> SqliteNative.load(disk.folder()));
    }
  }
}
