package org.foresign.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.CarryStep;
import org.foresign.carry.Delivery;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.Sent;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;

/** Writes parcels as files in one flat folder; what is there was read back. */
final class FolderOutbox implements Outbox {
  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final ParcelFolder folder;
  private final Job<CarryStep> job;

  FolderOutbox(ParcelFolder folder, Job<CarryStep> job) {
    this.folder = folder;
    this.job = job;
  }

  @Override
  public Sent offer(Parcel parcel) throws ProblemException {
    int size = parcel.bytes().size();
    try (OpenFolder open = folder.open()) {
      if (!isThere(open, parcel) && !write(open, parcel)) {
        return new Sent(parcel.name(), Delivery.CANCELLED);
      }
      job.at(CarryStep.CONFIRMED, size, size);
      return new Sent(parcel.name(), Delivery.DELIVERED);
    } catch (IOException e) {
      throw folder.writeProblem(e, size);
    }
  }

  @Override
  public void requireRoom(ParcelKind kind, int bytes) throws ProblemException {
    String part = ParcelFile.probe(kind);
    try (OpenFolder open = folder.open()) {
      removeLeftover(open, part);
      try {
        create(open, part, new byte[Math.min(bytes, kind.maxBytes())], Job.quiet());
      } finally {
        removeQuietly(open, part);
      }
      open.force();
    } catch (IOException e) {
      throw folder.writeProblem(e, bytes);
    }
  }

  /** False if it was stopped; then nothing of it is there. */
  private boolean write(OpenFolder open, Parcel parcel) throws IOException, ProblemException {
    String file = ParcelFile.of(parcel.name());
    String part = ParcelFile.unfinished(parcel.name());
    refuseFolder(open, file);
    boolean moved = false;
    removeLeftover(open, part);
    try {
      if (!create(open, part, parcel.bytes().toArray(), job)) {
        return false;
      }
      requireSame(open, parcel, part);
      open.rename(part, file);
      moved = true;
      open.force();
    } finally {
      if (!moved) {
        removeQuietly(open, part);
      }
    }
    try {
      requireSame(open, parcel, file);
    } catch (ProblemException e) {
      removeQuietly(open, file);
      throw e;
    }
    return true;
  }

  /** False if it was stopped half way. */
  private static boolean create(OpenFolder open, String file, byte[] bytes, Job<CarryStep> job)
      throws IOException {
    try (SeekableByteChannel channel = open.open(file, CREATE)) {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.position() < bytes.length) {
        if (job.cancelled()) {
          return false;
        }
        content.limit(Math.min(content.position() + ParcelFolder.AT_ONCE, bytes.length));
        channel.write(content);
        job.at(CarryStep.OFFERED, content.position(), bytes.length);
      }
      force(channel);
      return true;
    }
  }

  /** Whether the parcel was sent before; a damaged copy counts as absent and is replaced. */
  private static boolean isThere(OpenFolder open, Parcel parcel) throws IOException {
    try {
      return isSame(open, parcel, ParcelFile.of(parcel.name()));
    } catch (ProblemException e) {
      return false;
    }
  }

  private static boolean isSame(OpenFolder open, Parcel parcel, String file)
      throws IOException, ProblemException {
    return ParcelFolder.read(open, parcel.name(), file, Job.quiet())
        .result()
        .filter(parcel::equals)
        .isPresent();
  }

  private void requireSame(OpenFolder open, Parcel parcel, String file)
      throws IOException, ProblemException {
    boolean same;
    try {
      same = isSame(open, parcel, file);
    } catch (ProblemException e) {
      throw new ProblemException(folder.problem(CarryProblem.CARRY_READ_BACK_DIFFERS), e);
    }
    if (!same) {
      throw folder.problem(CarryProblem.CARRY_READ_BACK_DIFFERS).asException();
    }
  }

  private static void refuseFolder(OpenFolder open, String file)
      throws IOException, ProblemException {
    try {
      if (open.attributes(file).isDirectory()) {
        throw Problem.of(CarryProblem.CARRY_NOT_A_FILE, file).asException();
      }
    } catch (NoSuchFileException e) {
      return; // the usual case
    }
  }

  private static void force(SeekableByteChannel channel) throws IOException {
    if (!(channel instanceof FileChannel file)) {
      throw new IOException("this folder's files can't be forced to the disk");
    }
    file.force(true);
  }

  private static void removeLeftover(OpenFolder open, String part)
      throws IOException, ProblemException {
    try {
      refuseFolder(open, part);
      open.delete(part);
    } catch (NoSuchFileException e) {
      return; // the usual case
    }
  }

  private static void removeQuietly(OpenFolder open, String file) {
    try {
      open.delete(file);
    } catch (IOException e) {
      // The failure that led here is the one to report; readers never look at unfinished files.
      assert !file.isEmpty();
    }
  }
}
