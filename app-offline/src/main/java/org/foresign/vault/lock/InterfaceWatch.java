package org.foresign.vault.lock;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads from sysfs and procfs whether a network interface is up. The Java API for it opens a
 * socket, which the lock refuses.
 *
 * <p>sysfs shows the machine's interfaces even to a process in an empty network namespace, and that
 * is meant: the machine must be off the network, not only this process. procfs adds the interfaces
 * of the process's own namespace. What cannot be read counts as up.
 */
public final class InterfaceWatch {
  private static final int IFF_UP = 0x1;
  private static final int IFF_LOOPBACK = 0x8;

  private final Path sysfs;
  private final Path procfs;

  /** Watches the interfaces of this Linux machine. */
  public InterfaceWatch() {
    this(Path.of("/sys/class/net"), Path.of("/proc/self/net/dev"));
  }

  InterfaceWatch(Path sysfs, Path procfs) {
    this.sysfs = sysfs;
    this.procfs = procfs;
  }

  /** Looks now; call it again before each signing. */
  public LockFinding look() {
    SortedSet<String> names = new TreeSet<>();
    try {
      names.addAll(namesOfMachine());
      names.addAll(namesOfNamespace());
    } catch (IOException | DirectoryIteratorException e) {
      return new LockFinding(
          LockKind.INTERFACES, LockState.RED, "the list of interfaces can't be read");
    }
    List<String> up = names.stream().filter(this::isUp).toList();
    return up.isEmpty()
        ? new LockFinding(LockKind.INTERFACES, LockState.ENFORCED, "none is up")
        : new LockFinding(LockKind.INTERFACES, LockState.RED, "up: " + String.join(", ", up));
  }

  private List<String> namesOfMachine() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(sysfs)) {
      for (Path entry : entries) {
        // Plain files beside the interfaces, such as bonding_masters, are no interfaces.
        if (Files.isDirectory(entry)) {
          names.add(entry.getFileName().toString());
        }
      }
    }
    return names;
  }

  /** The interfaces of this process: two heading lines, then {@code name: counters}. */
  List<String> namesOfNamespace() throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(procfs)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        names.add(line.substring(0, colon).strip());
      }
    }
    return names;
  }

  private boolean isUp(String name) {
    try {
      String text = Files.readString(sysfs.resolve(name).resolve("flags")).strip();
      int flags = Integer.decode(text);
      return (flags & IFF_UP) != 0 && (flags & IFF_LOOPBACK) == 0;
    } catch (IOException | NumberFormatException e) {
      return !name.equals("lo");
    }
  }
}
