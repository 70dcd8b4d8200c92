package org.foresign.nativelib;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.files.Writers;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * A loaded library. Its file lies in a folder of the program, never in the system's temporary one,
 * and its SHA-256 is compared with the constant in {@link PinnedLibrary} at each start before the
 * system sees its path. It stays loaded until the process ends.
 */
final class NativeLibrary {
  private static final int MAX_BYTES = 8 << 20;
  private static final Set<PosixFilePermission> FILE_RIGHTS =
      PosixFilePermissions.fromString("r-x------");
  private static final Set<PosixFilePermission> FOLDER_RIGHTS =
      PosixFilePermissions.fromString("rwx------");

  private final SymbolLookup symbols;

  private NativeLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
  }

  /**
   * Unpacks the library if it is not there, checks it and loads it.
   *
   * @param folder created with rights for the owner only when it is absent
   * @throws ProblemException with a {@link NativeProblem}
   */
  @SuppressWarnings("restricted")
  static NativeLibrary load(PinnedLibrary pinned, Path folder) throws ProblemException {
    Path file = prepare(pinned, folder.toAbsolutePath().normalize());
    try {
      return new NativeLibrary(SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException e) {
      Problem problem = Problem.of(NativeProblem.NATIVE_LOAD_REFUSED, file.toString());
      throw new ProblemException(problem, e);
    }
  }

  /** The checked file's path; visible for tests. */
  static Path prepare(PinnedLibrary pinned, Path folder) throws ProblemException {
    Path file = folder.resolve(pinned.fileName());
    try {
      openFolder(folder);
      if (!Files.exists(file, NOFOLLOW_LINKS)) {
        unpack(pinned, folder, file);
      }
      if (!Files.isRegularFile(file, NOFOLLOW_LINKS)
          || Writers.includeOthers(file)
          || !hash(readFile(file)).equals(pinned.sha256())) {
        throw Problem.of(NativeProblem.NATIVE_FILE_CHANGED, file.toString()).asException();
      }
      return file;
    } catch (IOException e) {
      Problem problem = Problem.of(NativeProblem.NATIVE_FOLDER_UNUSABLE, folder.toString());
      throw new ProblemException(problem, e);
    }
  }

  /**
   * A handle for one function.
   *
   * @throws ProblemException if the library does not export it
   */
  @SuppressWarnings("restricted")
  MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options)
      throws ProblemException {
    Optional<MemorySegment> address = symbols.find(name);
    if (address.isEmpty()) {
      throw Problem.of(NativeProblem.NATIVE_SYMBOL_MISSING, name).asException();
    }
    return Linker.nativeLinker().downcallHandle(address.get(), type, options);
  }

  /** For calls whose handle declares Throwable though C code throws nothing. */
  static RuntimeException unexpected(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      return e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IllegalStateException("a native call failed", cause);
  }

  private static void openFolder(Path folder) throws IOException, ProblemException {
    if (!Files.exists(folder, NOFOLLOW_LINKS)) {
      createFolder(folder);
    }
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS) || Writers.includeOthers(folder)) {
      throw Problem.of(NativeProblem.NATIVE_FOLDER_UNSAFE, folder.toString()).asException();
    }
  }

  /** With its rights from the first moment, since another process may look at it in between. */
  private static void createFolder(Path folder) throws IOException {
    Path parent = folder.resolveSibling("").normalize();
    Files.createDirectories(parent);
    try {
      if (hasRights(parent)) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER_RIGHTS));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      // another process was faster; what it made is judged like any folder
    }
  }

  private static boolean hasRights(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix");
  }

  private static void unpack(PinnedLibrary pinned, Path folder, Path file)
      throws IOException, ProblemException {
    byte[] content = readResource(pinned);
    if (!hash(content).equals(pinned.sha256())) {
      throw Problem.of(NativeProblem.NATIVE_RESOURCE_WRONG, pinned.resource()).asException();
    }
    Path fresh = folder.resolve("." + UUID.randomUUID() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      if (hasRights(fresh)) {
        // By an open descriptor: the vault is refused to change what it has only a name for.
        Files.getFileAttributeView(fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setPermissions(FILE_RIGHTS);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static byte[] readResource(PinnedLibrary pinned) throws IOException, ProblemException {
    try (InputStream in = NativeLibrary.class.getResourceAsStream(pinned.resource())) {
      if (in == null) {
        throw Problem.of(NativeProblem.NATIVE_RESOURCE_WRONG, pinned.resource()).asException();
      }
      return in.readNBytes(MAX_BYTES);
    }
  }

  private static byte[] readFile(Path file) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_BYTES));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // reads on until the buffer is full or the file ends
      }
      return buffer.hasRemaining() ? new byte[0] : buffer.array();
    }
  }

  private static Digest32 hash(byte[] content) {
    return Digest32.of(Sha256.hash(content));
  }
}
