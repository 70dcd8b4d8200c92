package org.foresign.vault.lock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what the starting process left open. A filter stops new sockets and new ways into other
 * processes; one that is open already would go on working.
 */
record InheritedDescriptors(LinuxKernel kernel, Path folder) {
  /** Handles by which the kernel lets one process act on another. */
  private static final List<String> REACHING =
      List.of("[pidfd]", "[perf_event]", "[userfaultfd]", "bpf-");

  private static final int SOL_SOCKET = 1;
  private static final int SO_DOMAIN = 39;
  private static final int AF_UNIX = 1;

  LockFinding look() {
    List<String> bad = new ArrayList<>();
    List<String> local = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        judge(entry, bad, local);
      }
    } catch (IOException e) {
      bad.add("the list of open descriptors can't be read");
    }
    if (!bad.isEmpty()) {
      return new LockFinding(LockKind.DESCRIPTORS, LockState.RED, String.join(", ", bad));
    }
    return new LockFinding(
        LockKind.DESCRIPTORS,
        LockState.ENFORCED,
        local.isEmpty()
            ? "no socket is open"
            : "only local sockets are open: " + String.join(", ", local));
  }

  private void judge(Path entry, List<String> bad, List<String> local) throws IOException {
    String target;
    try {
      target = Files.readSymbolicLink(entry).toString();
    } catch (NoSuchFileException e) {
      return; // closed since it was listed, as the descriptor of the listing itself may be
    }
    String name = "descriptor " + entry.getFileName();
    if (target.startsWith("socket:")) {
      long family = family(Integer.parseInt(entry.getFileName().toString()));
      if (family == AF_UNIX) {
        local.add(name);
      } else {
        bad.add(name + " is a socket of family " + family);
      }
    } else if (target.contains("[io_uring]")) {
      bad.add(name + " is an io_uring");
    } else if (target.startsWith("/dev/net/") || target.startsWith("/dev/vhost-net")) {
      bad.add(name + " is the network device " + target);
    } else if (target.startsWith("/proc/") && target.endsWith("/mem")) {
      bad.add(name + " is the memory of a process");
    } else if (REACHING.stream().anyMatch(target::contains)) {
      bad.add(name + " is " + target);
    } else if (target.startsWith("net:")) {
      bad.add(name + " is a network namespace");
    }
  }

  /** The address family of an open socket, or minus the error number: unknown counts as bad. */
  private long family(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
      long answer =
          kernel.call(
              LinuxCall.GETSOCKOPT,
              descriptor,
              SOL_SOCKET,
              SO_DOMAIN,
              value.address(),
              length.address());
      return answer == 0 ? value.get(ValueLayout.JAVA_INT, 0) : answer;
    }
  }
}
