package org.foresign.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Folders and files that only their owner may enter, read and write (0700 and 0600). */
public final class HomeFolder {
  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE_MODE =
      PosixFilePermissions.fromString("rw-------");

  /** The usual block of a file system; with less than that no file grows. */
  private static final int ONE_BLOCK = 4_096;

  private HomeFolder() {}

  /**
   * Makes the folder with its parents, or narrows an existing one to its owner.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_FOLDER_MISSING}
   */
  public static Path prepare(Path folder) throws ProblemException {
    try {
      create(folder);
      if (posix() && !Files.getPosixFilePermissions(folder).equals(FOLDER_MODE)) {
        setMode(folder, FOLDER_MODE);
      }
      return folder;
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(StoreProblem.STORE_FOLDER_MISSING, folder.toString()), e);
    }
  }

  static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode(FOLDER_MODE));
    }
  }

  /** Makes an empty file that is its owner's alone; leaves an existing plain file, narrowed. */
  static void createFile(Path file) throws IOException, ProblemException {
    try {
      Files.createFile(file, mode(FILE_MODE));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new ProblemException(Problem.of(StoreProblem.STORE_NOT_A_FILE, file.toString()), e);
      }
      if (posix() && !Files.getPosixFilePermissions(file).equals(FILE_MODE)) {
        narrow(file);
      }
    }
  }

  /** Why a file of ours could not be made or written: the disk is full, or may not be written. */
  static ProblemException unwritable(Path file, IOException failure) {
    StoreProblem problem =
        isFull(file) ? StoreProblem.STORE_DISK_FULL : StoreProblem.STORE_READ_ONLY;
    return new ProblemException(Problem.of(problem, file.toString()), failure);
  }

  private static boolean isFull(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return false;
    }
    try {
      FileStore disk = Files.getFileStore(folder);
      return !disk.isReadOnly() && disk.getUsableSpace() < ONE_BLOCK;
    } catch (IOException e) {
      return false; // a disk that can't even tell is no full one for certain
    }
  }

  private static void narrow(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (mode.retainAll(FILE_MODE)) {
      setMode(file, mode);
    }
  }

  /** By an open descriptor: the vault is refused to change what it has only a name for. */
  private static void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
    Files.getFileAttributeView(
            path.toRealPath(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setPermissions(mode);
  }

  private static FileAttribute<?>[] mode(Set<PosixFilePermission> permissions) {
    return posix()
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean posix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
