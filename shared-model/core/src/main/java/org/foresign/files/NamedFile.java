package org.foresign.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;

/**
 * Reads a file that somebody named on the command line: a plain file, of bounded size, and no link,
 * pipe or device, which could be another file at the next look, or never end.
 */
public final class NamedFile {
  private static final int CHUNK = 64 * 1024;

  /** What stands for bytes of a name that the locale has no signs for. */
  private static final char UNREADABLE = '\ufffd';

  private NamedFile() {}

  /**
   * The whole content. Buffers on the way are wiped, so that the caller owns the only copy and may
   * wipe it.
   *
   * @throws ProblemException with a {@link FileProblem}
   */
  public static byte[] read(Path file, int maxBytes) throws ProblemException {
    try (InputStream in = open(file)) {
      return content(file, in, maxBytes);
    } catch (IOException e) {
      throw new ProblemException(problem(FileProblem.FILE_NOT_READABLE, file), e);
    }
  }

  /**
   * Opens a file that is too large to be held at once; the caller bounds and closes it.
   *
   * @throws ProblemException with a {@link FileProblem}
   */
  public static InputStream open(Path file) throws ProblemException {
    try {
      BasicFileAttributes seen = attributes(file);
      requirePlain(file, seen);
      InputStream in =
          Channels.newInputStream(
              Files.newByteChannel(
                  file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
      // Between look and opening the name may have been given to another file.
      if (!Objects.equals(seen.fileKey(), attributes(file).fileKey())) {
        in.close();
        throw problem(FileProblem.FILE_NOT_READABLE, file).asException();
      }
      return in;
    } catch (NoSuchFileException e) {
      throw new ProblemException(problem(FileProblem.FILE_NOT_THERE, file), e);
    } catch (IOException e) {
      throw new ProblemException(problem(FileProblem.FILE_NOT_READABLE, file), e);
    }
  }

  private static byte[] content(Path file, InputStream in, int maxBytes)
      throws IOException, ProblemException {
    byte[] content = new byte[Math.min(CHUNK, maxBytes + 1)];
    int size = 0;
    try {
      while (true) {
        int read = in.readNBytes(content, size, content.length - size);
        size += read;
        if (size > maxBytes) {
          throw Problem.of(
                  FileProblem.FILE_TOO_LONG, file.toString(), "more than " + maxBytes + " bytes")
              .asException();
        }
        if (size < content.length) {
          return Arrays.copyOf(content, size);
        }
        byte[] larger = Arrays.copyOf(content, (int) Math.min(2L * size, maxBytes + 1L));
        Arrays.fill(content, (byte) 0);
        content = larger;
      }
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static void requirePlain(Path file, BasicFileAttributes seen) throws ProblemException {
    if (seen.isSymbolicLink()) {
      throw problem(FileProblem.FILE_IS_LINK, file).asException();
    }
    if (seen.isDirectory()) {
      throw problem(FileProblem.FILE_IS_FOLDER, file).asException();
    }
    if (!seen.isRegularFile()) {
      throw problem(FileProblem.FILE_NOT_PLAIN, file).asException();
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static Problem problem(ProblemCode code, Path file) {
    String name = file.toString();
    if (code == FileProblem.FILE_NOT_THERE && name.indexOf(UNREADABLE) >= 0) {
      return Problem.of(code, name, Locales.hint(System.getenv()));
    }
    return Problem.of(code, name);
  }
}
