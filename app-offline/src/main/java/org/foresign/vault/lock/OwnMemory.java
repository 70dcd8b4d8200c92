package org.foresign.vault.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether other processes of the same user can look into this one: by {@code /proc/PID/mem}, by
 * ptrace, or by the calls that read and write another process's memory. All ask the same question
 * of the kernel, once, when they are opened or attached.
 */
final class OwnMemory {
  private static final int PR_GET_DUMPABLE = 3;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int READABLE = 1;

  /** Whoever has no number in a user namespace has this one. */
  private static final int NOBODY = 65_534;

  private static final int ROOT = 0;

  /**
   * What the kernel tells.
   *
   * @param before whether others could look into the process when it started; 1 means yes
   * @param answer of the request to shut it, 0 or minus an error number
   * @param tracer process that is attached already, or 0
   * @param user effective user
   * @param namespaced whether the process is in a user namespace, which its maker may look into
   * @param programOutside whether the program's file is somebody's outside of that namespace
   */
  record Facts(
      long before,
      long answer,
      long tracer,
      long user,
      boolean namespaced,
      boolean programOutside) {}

  private OwnMemory() {}

  /** Shuts this process's memory, for itself and for core files, and tells how it was before. */
  static LockFinding shut(LinuxKernel kernel) {
    long before = kernel.call(LinuxCall.PRCTL, PR_GET_DUMPABLE);
    long answer = kernel.call(LinuxCall.PRCTL, PR_SET_DUMPABLE, 0);
    try {
      List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
      return judge(
          new Facts(
              before,
              answer,
              number(status, "TracerPid:", 1),
              number(status, "Uid:", 2),
              isNamespaced(Files.readString(Path.of("/proc/self/uid_map"))),
              isOutside(Files.readAttributes(Path.of("/proc/self/exe"), "unix:uid,gid"))));
    } catch (IOException | NumberFormatException e) {
      return red("its own status cannot be read");
    }
  }

  static LockFinding judge(Facts facts) {
    if (facts.answer() != 0) {
      return red("refused with error " + -facts.answer());
    }
    if (facts.tracer() != 0) {
      return red("process " + facts.tracer() + " is attached to it");
    }
    boolean neverReadable = facts.before() != READABLE;
    if (facts.namespaced() && !(neverReadable && facts.programOutside())) {
      return open("it runs in a user namespace, and programs of its maker outside can read it");
    }
    if (!facts.namespaced() && facts.user() == ROOT) {
      return open("this user is root, whose programs can read all memory");
    }
    return neverReadable
        ? new LockFinding(
            LockKind.NOT_DUMPABLE, LockState.ENFORCED, "from its first instruction on")
        : open("a program of this user may have opened it in the moment before it was shut");
  }

  /**
   * Yama's rule for the whole machine, which also binds programs that were started before this one.
   */
  static LockFinding yama(Path scopeFile) {
    try {
      int scope = Integer.parseInt(Files.readString(scopeFile).strip());
      return new LockFinding(
          LockKind.DEBUGGERS,
          scope > 0 ? LockState.ENFORCED : LockState.NOT_ENFORCED_BY_SYSTEM,
          "Yama's ptrace_scope is " + scope);
    } catch (IOException | NumberFormatException e) {
      return new LockFinding(
          LockKind.DEBUGGERS, LockState.NOT_ENFORCED_BY_SYSTEM, "this kernel tells of no Yama");
    }
  }

  /** Outside of any user namespace all numbers stand for themselves. */
  static boolean isNamespaced(String uidMap) {
    return !List.of(uidMap.strip().split("\\s+", -1)).equals(List.of("0", "0", "4294967295"));
  }

  /** The kernel then counts the process to the namespace around, where its maker has no power. */
  private static boolean isOutside(Map<String, Object> owner) {
    return Integer.valueOf(NOBODY).equals(owner.get("uid"))
        || Integer.valueOf(NOBODY).equals(owner.get("gid"));
  }

  private static long number(List<String> status, String name, int field) throws IOException {
    for (String line : status) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.split("\\s+", -1)[field]);
      }
    }
    throw new IOException("no line " + name);
  }

  private static LockFinding open(String detail) {
    return new LockFinding(LockKind.NOT_DUMPABLE, LockState.NOT_ENFORCED_BY_SYSTEM, detail);
  }

  private static LockFinding red(String detail) {
    return new LockFinding(LockKind.NOT_DUMPABLE, LockState.RED, detail);
  }
}
