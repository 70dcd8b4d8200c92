package org.foresign.usb;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A folder held by its open descriptor: swapping the path underneath changes nothing. */
final class SecureFolder implements OpenFolder {
  private final Path folder;
  private final SecureDirectoryStream<Path> open;

  private SecureFolder(Path folder, SecureDirectoryStream<Path> open) {
    this.folder = folder;
    this.open = open;
  }

  /** Opens a folder in the safest way that this system has. */
  @SuppressWarnings("StreamResourceLeak") // the folder that is returned owns and closes it
  static OpenFolder open(Path folder) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new SecureFolder(folder, secure);
    }
    stream.close();
    return new PlainFolder(folder);
  }

  @Override
  public void list(NameVisitor visitor) throws IOException {
    try {
      PlainFolder.visit(open, visitor);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public BasicFileAttributes attributes(String name) throws IOException {
    return open.getFileAttributeView(
            Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  @Override
  public int linkCount(String name) throws IOException {
    return PlainFolder.linkCount(folder.resolve(name)); // only asked by path; it can only refuse
  }

  @Override
  public SeekableByteChannel open(String name, Set<? extends OpenOption> options)
      throws IOException {
    return open.newByteChannel(Path.of(name), PlainFolder.notFollowing(options));
  }

  @Override
  public void delete(String name) throws IOException {
    open.deleteFile(Path.of(name));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    open.move(Path.of(from), open, Path.of(to));
  }

  @Override
  public void force() throws IOException {
    PlainFolder.force(folder);
  }

  @Override
  public void close() throws IOException {
    open.close();
  }
}
