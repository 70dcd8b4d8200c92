package org.foresign.desk.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Lines at the end of a file of bounded size. A full file takes the place of the one before it, so
 * that two are there at most. Only its owner may read it.
 */
final class LogFile {
  /** Bytes of one file. */
  static final long LIMIT = 1 << 20;

  static final String NAME = "desk.log";
  static final String OLDER = "desk.log.1";

  private final Path folder;
  private final long limit;

  LogFile(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  synchronized void append(String line) throws IOException {
    Path file = folder.resolve(NAME);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(file, ownersOnly());
    } else if (Files.size(file) + bytes.length > limit) {
      Files.move(file, folder.resolve(OLDER), StandardCopyOption.REPLACE_EXISTING);
      Files.createFile(file, ownersOnly());
    }
    Files.write(file, bytes, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
  }

  private FileAttribute<?>[] ownersOnly() throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
