package org.foresign.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tells whether somebody beside this process's user and root may write to a file or folder: by its
 * mode, or because it is theirs. Access control lists are not read.
 */
public final class Writers {
  private static final int ROOT = 0;

  /** {@code S_IWGRP} and {@code S_IWOTH} of sys/stat.h, octal 022. */
  private static final int GROUP_OR_OTHERS = 0x12;

  private static final Path STATUS = Path.of("/proc/self/status");

  private Writers() {}

  /**
   * Looks at the path itself and follows no link. A system without owners by number has no answer
   * but false.
   */
  public static boolean includeOthers(Path path) throws IOException {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("unix")) {
      return false;
    }
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    return includeOthers(number(attributes, "uid"), number(attributes, "mode"), ownUser());
  }

  static boolean includeOthers(int owner, int mode, int user) {
    return (mode & GROUP_OR_OTHERS) != 0 || (owner != user && owner != ROOT);
  }

  /**
   * The number of this process's effective user. Linux tells in procfs, whose entries themselves
   * are root's when the process is not dumpable; elsewhere it is taken to be whose home this is.
   */
  static int ownUser() throws IOException {
    if (Files.isReadable(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("Uid:")) {
          return Integer.parseUnsignedInt(line.split("\\s+", -1)[2]);
        }
      }
    }
    Path home = Path.of(System.getProperty("user.home", "/"));
    return number(Files.readAttributes(home, "unix:uid"), "uid");
  }

  private static int number(Map<String, Object> attributes, String name) throws IOException {
    if (attributes.get(name) instanceof Integer number) {
      return number;
    }
    throw new IOException("the system does not tell the " + name);
  }
}
