package org.foresign.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;
import org.foresign.model.work.JobEnd;

/** A folder with parcels, and how one file of it is read (docs/spec/carry-folder.md). */
final class ParcelFolder {
  /** Opens the folder for one piece of work. */
  @FunctionalInterface
  interface Opener {
    OpenFolder open(Path folder) throws IOException;
  }

  /** Bytes between two looks at the wish to stop. */
  static final int AT_ONCE = 65_536;

  private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);

  private final Path folder;
  private final Opener opener;

  /**
   * @param folder a mounted stick or any other folder; it is looked at when it is used
   */
  ParcelFolder(Path folder, Opener opener) {
    this.folder = folder.toAbsolutePath().normalize();
    this.opener = opener;
  }

  OpenFolder open() throws ProblemException {
    if (!Files.isDirectory(folder)) {
      throw problem(CarryProblem.CARRY_FOLDER_MISSING).asException();
    }
    try {
      return opener.open(folder);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Reads a parcel within its bounds. */
  static JobEnd<Parcel> read(OpenFolder open, ParcelName name, String file, Job<CarryStep> job)
      throws IOException, ProblemException {
    int cap = name.kind().maxBytes();
    long size;
    try {
      size = requirePlain(open, file).size();
    } catch (NoSuchFileException e) {
      throw new ProblemException(Problem.of(CarryProblem.CARRY_NOT_THERE, file), e);
    }
    if (size == 0) {
      throw Problem.of(CarryProblem.CARRY_EMPTY, file).asException();
    }
    if (size > cap) {
      throw Problem.of(CarryProblem.CARRY_TOO_LARGE, file, size + " bytes").asException();
    }
    ByteBuffer content = ByteBuffer.allocate((int) size + 1);
    try (SeekableByteChannel channel = open.open(file, READ)) {
      int read = 0;
      while (content.hasRemaining() && read >= 0) {
        if (job.cancelled()) {
          return new JobEnd.Cancelled<>();
        }
        content.limit(Math.min(content.position() + AT_ONCE, content.capacity()));
        read = channel.read(content);
        content.limit(content.capacity());
        if (read > 0) {
          job.at(CarryStep.RECEIVED, Math.min(content.position(), size), size);
        }
      }
    }
    if (content.position() != size) {
      throw Problem.of(CarryProblem.CARRY_DAMAGED, file).asException();
    }
    Parcel parcel =
        Parcel.of(name.kind(), Bytes.of(Arrays.copyOf(content.array(), content.position())));
    if (!parcel.name().equals(name)) {
      throw Problem.of(CarryProblem.CARRY_DAMAGED, file).asException();
    }
    return new JobEnd.Done<>(parcel);
  }

  /** What a file is, which must be a plain one with one name. */
  static BasicFileAttributes requirePlain(OpenFolder open, String file)
      throws IOException, ProblemException {
    BasicFileAttributes found = open.attributes(file);
    if (!found.isRegularFile()) {
      throw Problem.of(CarryProblem.CARRY_NOT_A_FILE, file).asException();
    }
    if (open.linkCount(file) > 1) {
      throw Problem.of(CarryProblem.CARRY_SHARED_FILE, file).asException();
    }
    return found;
  }

  ProblemException unreadable(IOException failure) {
    return new ProblemException(problem(CarryProblem.CARRY_FOLDER_UNREADABLE), failure);
  }

  ProblemException writeProblem(IOException failure, int needed) {
    CarryProblem code = CarryProblem.CARRY_WRITE_FAILED;
    try {
      FileStore store = Files.getFileStore(folder);
      if (store.isReadOnly() || !Files.isWritable(folder)) {
        code = CarryProblem.CARRY_READ_ONLY;
      } else if (needed > 0 && store.getUsableSpace() < needed + store.getBlockSize()) {
        code = CarryProblem.CARRY_FULL;
      } else if (failure instanceof FileAlreadyExistsException) {
        code = CarryProblem.CARRY_NOT_A_FILE;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return new ProblemException(problem(code), failure);
  }

  Problem problem(CarryProblem code) {
    return Problem.of(code, folder.toString());
  }
}
