package org.foresign.usb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder by its path, for systems without lookups inside an open folder. */
final class PlainFolder implements OpenFolder {
  private final Path folder;

  PlainFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void list(NameVisitor visitor) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      visit(entries, visitor);
    }
  }

  static void visit(Iterable<Path> entries, NameVisitor visitor) throws IOException {
    for (Path entry : entries) {
      if (!visitor.visit(String.valueOf(entry.getFileName()))) {
        return;
      }
    }
  }

  @Override
  public BasicFileAttributes attributes(String name) throws IOException {
    return Files.readAttributes(
        folder.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public int linkCount(String name) throws IOException {
    return linkCount(folder.resolve(name));
  }

  static int linkCount(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return 1;
    }
    return ((Number) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)).intValue();
  }

  @Override
  public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
      throws IOException {
    return Files.newByteChannel(folder.resolve(name), notFollowing(options));
  }

  static Set<OpenOption> notFollowing(Set<? extends OpenOption> options) {
    return Stream.<OpenOption>concat(options.stream(), Stream.of(LinkOption.NOFOLLOW_LINKS))
        .collect(Collectors.toSet());
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void force() throws IOException {
    force(folder);
  }

  static void force(Path folder) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return; // Windows opens no folder as a channel
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {}
}
