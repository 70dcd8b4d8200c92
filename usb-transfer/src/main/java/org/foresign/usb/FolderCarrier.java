package org.foresign.usb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.foresign.carry.Carrier;
import org.foresign.carry.CarryProblem;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Parcels as files in one flat folder (docs/spec/carry-folder.md). */
public final class FolderCarrier implements Carrier {
  /** Opens the folder for one piece of work. */
  @FunctionalInterface
  interface Opener {
    OpenFolder open(Path folder) throws IOException;
  }

  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_PARCELS = 1_000;
  private static final int MOST_MISNAMED = 5;
  private static final Set<StandardOpenOption> READ = Set.of(StandardOpenOption.READ);
  private static final Set<StandardOpenOption> CREATE =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final Path folder;
  private final Opener opener;

  /**
   * @param folder a mounted stick or any other folder; it is looked at when it is used
   */
  public FolderCarrier(Path folder) {
    this(folder, SecureFolder::open);
  }

  FolderCarrier(Path folder, Opener opener) {
    this.folder = folder.toAbsolutePath().normalize();
    this.opener = opener;
  }

  @Override
  public String describe() {
    return folder.toString();
  }

  @Override
  public List<ParcelName> waiting(ParcelKind kind) throws ProblemException {
    List<ParcelName> found = new ArrayList<>();
    int entries =
        look(name -> {
          ParcelFile.parse(name).filter(parcel -> parcel.kind() == kind).ifPresent(found::add);
          return found.size() <= MAX_PARCELS;
        });
    if (entries > MAX_ENTRIES || found.size() > MAX_PARCELS) {
      throw problem(CarryProblem.CARRY_FOLDER_CROWDED).asException();
    }
    return found.stream().sorted().toList();
  }

  @Override
  public List<String> misnamed(ParcelKind kind) throws ProblemException {
    List<String> found = new ArrayList<>();
    look(name -> {
      ParcelFile.misnamed(name, kind)
          .ifPresent(right -> found.add("\"" + name + "\" has to be called " + right));
      return found.size() < MOST_MISNAMED;
    });
    return found.stream().sorted().toList();
  }

  /**
   * Shows the names in the folder, as long as more are wanted and there are not too many.
   *
   * @return how many were shown; one more than allowed where there are too many
   */
  private int look(Predicate<String> wantsMore) throws ProblemException {
    int[] seen = {0};
    try (OpenFolder open = open()) {
      open.list(name -> {
        seen[0]++;
        return wantsMore.test(name) && seen[0] <= MAX_ENTRIES;
      });
    } catch (IOException e) {
      throw new ProblemException(problem(CarryProblem.CARRY_FOLDER_UNREADABLE), e);
    }
    return seen[0];
  }

  @Override
  public Parcel receive(ParcelName name) throws ProblemException {
    try (OpenFolder open = open()) {
      return read(open, name, ParcelFile.of(name));
    } catch (IOException e) {
      throw new ProblemException(problem(CarryProblem.CARRY_FOLDER_UNREADABLE), e);
    }
  }

  @Override
  public ParcelName send(Parcel parcel) throws ProblemException {
    ParcelName name = parcel.name();
    try (OpenFolder open = open()) {
      if (!isThere(open, parcel)) {
        write(open, parcel);
      }
      return name;
    } catch (IOException e) {
      throw writeProblem(e, parcel.bytes().size());
    }
  }

  @Override
  public void requireRoom(ParcelKind kind, int bytes) throws ProblemException {
    String part = ParcelFile.probe(kind);
    try (OpenFolder open = open()) {
      removeLeftover(open, part);
      try {
        create(open, part, new byte[Math.min(bytes, kind.maxBytes())]);
      } finally {
        removeQuietly(open, part);
      }
      open.force();
    } catch (IOException e) {
      throw writeProblem(e, bytes);
    }
  }

  @Override
  public void remove(ParcelName name) throws ProblemException {
    String file = ParcelFile.of(name);
    try (OpenFolder open = open()) {
      requirePlain(open, file);
      open.delete(file);
      open.force();
    } catch (NoSuchFileException e) {
      throw new ProblemException(Problem.of(CarryProblem.CARRY_NOT_THERE, file), e);
    } catch (IOException e) {
      throw writeProblem(e, 0);
    }
  }

  private OpenFolder open() throws ProblemException {
    if (!Files.isDirectory(folder)) {
      throw problem(CarryProblem.CARRY_FOLDER_MISSING).asException();
    }
    try {
      return opener.open(folder);
    } catch (IOException e) {
      throw new ProblemException(problem(CarryProblem.CARRY_FOLDER_UNREADABLE), e);
    }
  }

  private void write(OpenFolder open, Parcel parcel) throws IOException, ProblemException {
    String file = ParcelFile.of(parcel.name());
    String part = ParcelFile.unfinished(parcel.name());
    refuseFolder(open, file);
    boolean moved = false;
    removeLeftover(open, part);
    try {
      create(open, part, parcel.bytes().toArray());
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
  }

  private static void create(OpenFolder open, String file, byte[] bytes) throws IOException {
    try (SeekableByteChannel channel = open.open(file, CREATE)) {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        channel.write(content);
      }
      force(channel);
    }
  }

  /** Whether the parcel was sent before; a damaged copy counts as absent and is replaced. */
  private boolean isThere(OpenFolder open, Parcel parcel) throws IOException {
    try {
      return read(open, parcel.name(), ParcelFile.of(parcel.name())).equals(parcel);
    } catch (ProblemException e) {
      return false;
    }
  }

  private void requireSame(OpenFolder open, Parcel parcel, String file)
      throws IOException, ProblemException {
    Optional<Parcel> readBack;
    try {
      readBack = Optional.of(read(open, parcel.name(), file));
    } catch (ProblemException e) {
      throw new ProblemException(problem(CarryProblem.CARRY_READ_BACK_DIFFERS), e);
    }
    if (!readBack.get().equals(parcel)) {
      throw problem(CarryProblem.CARRY_READ_BACK_DIFFERS).asException();
    }
  }

  private Parcel read(OpenFolder open, ParcelName name, String file)
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
    byte[] content;
    try (SeekableByteChannel channel = open.open(file, READ)) {
      content = readAtMost(channel, cap + 1);
    }
    if (content.length == 0 || content.length > cap || content.length != size) {
      throw Problem.of(CarryProblem.CARRY_DAMAGED, file).asException();
    }
    Parcel parcel = Parcel.of(name.kind(), Bytes.of(content));
    if (!parcel.name().equals(name)) {
      throw Problem.of(CarryProblem.CARRY_DAMAGED, file).asException();
    }
    return parcel;
  }

  private static BasicFileAttributes requirePlain(OpenFolder open, String file)
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

  private static byte[] readAtMost(SeekableByteChannel channel, int most) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) Math.min(most, channel.size() + 1));
    int read = 0;
    while (content.hasRemaining() && read >= 0) {
      read = channel.read(content);
    }
    return Arrays.copyOf(content.array(), content.position());
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

  private ProblemException writeProblem(IOException failure, int needed) {
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

  private Problem problem(CarryProblem code) {
    return Problem.of(code, folder.toString());
  }
}
