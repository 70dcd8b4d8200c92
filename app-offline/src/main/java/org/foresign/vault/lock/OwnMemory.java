package org.foresign.vault.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether other processes of the same user can look into this one: by {@code /proc/PID/mem}, by
 * ptrace, or by the calls that read and write another process's memory. All ask the same question
 * of the kernel, once, when they are opened or attached.
 */
final class OwnMemory {
  private static final int PR_GET_DUMPABLE = 3;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int READABLE = 1;

  /** All numbers but the one that means none. */
  private static final String WHOLE_RANGE = "4294967295";

  private static final int ROOT = 0;

  /**
   * What the kernel tells.
   *
   * @param before whether others could look into the process when it started; 1 means yes
   * @param answer of the request to shut it, 0 or minus an error number
   * @param tracer process that is attached already, or 0
   * @param user effective user
   * @param namespaced whether the process is in a user namespace, which its maker may look into
   * @param programOutside whether the program's file is somebody's outside of that namespace, and
   *     around it is no further one
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
      Map<String, Object> owner = Files.readAttributes(Path.of("/proc/self/exe"), "unix:uid,gid");
      String users = Files.readString(Path.of("/proc/self/uid_map"));
      boolean unknown =
          !covers(users, owner.get("uid"))
              || !covers(Files.readString(Path.of("/proc/self/gid_map")), owner.get("gid"));
      return judge(
          new Facts(
              before,
              answer,
              number(status, "TracerPid:", 1),
              number(status, "Uid:", 2),
              isNamespaced(users),
              unknown && isWhole(Files.readString(Path.of("/proc/1/uid_map")))));
    } catch (IOException | NumberFormatException e) {
      return red("its own status can't be read");
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
    return !List.of(uidMap.strip().split("\\s+", -1)).equals(List.of("0", "0", WHOLE_RANGE));
  }

  /** Seen from another namespace the second number, which is the outer one, is unknown. */
  static boolean isWhole(String map) {
    String[] fields = map.strip().split("\\s+", -1);
    return fields.length == 3 && fields[0].equals("0") && fields[2].equals(WHOLE_RANGE);
  }

  /**
   * Whether a number of the namespace is one that it maps. An owner who is not mapped makes the
   * kernel count the process to the namespace around, where the maker of this one has no power.
   */
  static boolean covers(String map, @Nullable Object number) {
    if (!(number instanceof Integer found)) {
      return true;
    }
    for (String line : map.strip().split("\n", -1)) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length == 3) {
        long first = Long.parseLong(fields[0]);
        long wanted = Integer.toUnsignedLong(found);
        if (wanted >= first && wanted - first < Long.parseLong(fields[2])) {
          return true;
        }
      }
    }
    return false;
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
