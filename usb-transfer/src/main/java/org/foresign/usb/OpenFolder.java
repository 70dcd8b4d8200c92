package org.foresign.usb;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** A folder that is held open; names are single file names inside it and links are not followed. */
interface OpenFolder extends AutoCloseable {
  /** Tells each entry's name until {@code visitor} says enough. */
  void list(NameVisitor visitor) throws IOException;

  BasicFileAttributes attributes(String name) throws IOException;

  /** How many names the file has, or 1 where the system doesn't say. */
  int linkCount(String name) throws IOException;

  SeekableByteChannel open(String name, Set<? extends OpenOption> options) throws IOException;

  void delete(String name) throws IOException;

  /** Renames in one step, replacing what has the new name. */
  void rename(String from, String to) throws IOException;

  /** Forces the folder's own entries to the disk where the system can. */
  void force() throws IOException;

  @Override
  void close() throws IOException;

  /** Hears names. */
  @FunctionalInterface
  interface NameVisitor {
    /** Whether to go on. */
    boolean visit(String name);
  }
}
