package org.foresign.vault.lock;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command of this process works on, beside the program itself.
 *
 * @param read files and folders to be read
 * @param written files and folders to be read and written, which are there already: inside the lock
 *     none can be made beside them
 * @param removable folders that may be removed again as long as they are empty
 */
public record NamedPaths(List<Path> read, List<Path> written, List<Path> removable) {
  public NamedPaths {
    read = List.copyOf(read);
    written = List.copyOf(written);
    removable = List.copyOf(removable);
  }
}
