package org.foresign.vault.lock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the filter on every thread of this process and proves it by trying. It cannot be taken off
 * again, and every child inherits it.
 *
 * @param starts whether this process may start programs, which inherit the filter
 */
record SystemCallLock(LinuxKernel kernel, LockVariant variant, boolean starts) {
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int SECCOMP_FILTER_FLAG_TSYNC = 1;

  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int AF_PACKET = 17;
  private static final int AF_VSOCK = 40;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;

  /** Contradict each other, so that no child is made where no filter is before the call. */
  private static final long CLONE_NEWUSER = 0x1000_0000;

  private static final long CLONE_FS = 0x200;

  private static final Map<String, Integer> REFUSED_CONTROLS =
      new TreeMap<>(
          Map.of(
              "TIOCSTI", FilterProgram.TIOCSTI,
              "TIOCLINUX", FilterProgram.TIOCLINUX,
              "TUNSETIFF", FilterProgram.TUNSETIFF,
              "FIOSETOWN", FilterProgram.FIOSETOWN,
              "SIOCSPGRP", FilterProgram.SIOCSPGRP,
              "TIOCSIG", FilterProgram.TIOCSIG));

  /** Installs the filter, then tries what it must refuse. */
  LockFinding install() {
    long answer = put();
    return answer == 0 ? tryOut() : red("the kernel did not take the filter: " + answer);
  }

  /**
   * Puts the filter, and the loss of new privileges that it and Landlock need, on every thread.
   *
   * @return 0, or what the kernel answered instead
   */
  long put() {
    long noNewPrivileges = kernel.call(LinuxCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
    if (noNewPrivileges != 0) {
      return noNewPrivileges;
    }
    byte[] program = FilterProgram.encode(kernel.cpu(), variant, ownProcess(), starts);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment filter = arena.allocateFrom(ValueLayout.JAVA_BYTE, program);
      // struct sock_fprog: a 16-bit length in instructions, padding, then a pointer.
      MemorySegment header = arena.allocate(16, 8);
      header.set(ValueLayout.JAVA_SHORT, 0, (short) (program.length / 8));
      header.set(ValueLayout.JAVA_LONG, 8, filter.address());
      return kernel.call(
          LinuxCall.SECCOMP, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, header.address());
    }
  }

  /**
   * Tries from inside the lock a socket of each family, every call that is refused always, and the
   * refused controls, signals and flags. Not tried: a call of a foreign architecture, which ends
   * the process, and call numbers that this kernel does not know either.
   */
  LockFinding tryOut() {
    Map<String, Long> sockets = trySockets();
    Map<String, Long> others = tryOthers();
    StringBuilder open = new StringBuilder();
    for (Map<String, Long> answers : List.of(sockets, others)) {
      answers.forEach((name, answer) -> {
        if (answer != -FilterProgram.REFUSED_ERRNO) {
          open.append(open.isEmpty() ? "" : ", ").append(name);
        }
      });
    }
    return open.isEmpty()
        ? new LockFinding(
            LockKind.SYSTEM_CALLS,
            LockState.ENFORCED,
            "tried and refused: sockets of "
                + String.join(", ", sockets.keySet())
                + "; "
                + others.size()
                + " other calls and controls")
        : red("not refused: " + open);
  }

  private Map<String, Long> trySockets() {
    Map<String, Long> answers = new LinkedHashMap<>();
    answers.put("TCP", kernel.call(LinuxCall.SOCKET, AF_INET, SOCK_STREAM, 0));
    answers.put("TCP over IPv6", kernel.call(LinuxCall.SOCKET, AF_INET6, SOCK_STREAM, 0));
    answers.put("UDP", kernel.call(LinuxCall.SOCKET, AF_INET, SOCK_DGRAM, 0));
    answers.put("netlink", kernel.call(LinuxCall.SOCKET, AF_NETLINK, SOCK_DGRAM, 0));
    answers.put("packet", kernel.call(LinuxCall.SOCKET, AF_PACKET, SOCK_DGRAM, 0));
    answers.put("vsock", kernel.call(LinuxCall.SOCKET, AF_VSOCK, SOCK_STREAM, 0));
    if (variant == LockVariant.TERMINAL) {
      answers.put("local", kernel.call(LinuxCall.SOCKET, AF_UNIX, SOCK_STREAM, 0));
    }
    if (kernel.cpu() == Cpu.X86_64) {
      long x32Socket = LinuxCall.SOCKET.number(Cpu.X86_64) | FilterProgram.X32_BIT;
      answers.put("x32", kernel.callNumber(x32Socket, AF_INET, SOCK_STREAM, 0));
    }
    for (long answer : answers.values()) {
      if (answer >= 0) {
        kernel.call(LinuxCall.CLOSE, answer);
      }
    }
    return answers;
  }

  /** With arguments that each call refuses as nonsense where no filter is before it. */
  private Map<String, Long> tryOthers() {
    Map<String, Long> answers = new LinkedHashMap<>();
    for (LinuxCall call : FilterProgram.refused(kernel.cpu(), variant, starts)) {
      answers.put(call.name().toLowerCase(Locale.ROOT), kernel.call(call, -1, 0, 0, -1, -1));
    }
    REFUSED_CONTROLS.forEach(
        (name, control) -> answers.put(name, kernel.call(LinuxCall.IOCTL, -1, control)));
    answers.put("F_SETOWN", kernel.call(LinuxCall.FCNTL, -1, FilterProgram.F_SETOWN));
    answers.put("F_SETOWN_EX", kernel.call(LinuxCall.FCNTL, -1, FilterProgram.F_SETOWN_EX));
    // Signal 0 only asks whether there is such a process.
    int another = ownProcess() + 1;
    answers.put("kill", kernel.call(LinuxCall.KILL, another, 0));
    answers.put("tgkill", kernel.call(LinuxCall.TGKILL, another, another, 0));
    answers.put("prlimit64", kernel.call(LinuxCall.PRLIMIT64, another, 0));
    answers.put("clone", kernel.call(LinuxCall.CLONE, CLONE_NEWUSER | CLONE_FS));
    long clone3 = kernel.call(LinuxCall.CLONE3, 0, 0);
    answers.put("clone3", clone3 == -FilterProgram.ENOSYS ? -FilterProgram.REFUSED_ERRNO : clone3);
    return answers;
  }

  private int ownProcess() {
    return (int) kernel.call(LinuxCall.GETPID);
  }

  private static LockFinding red(String detail) {
    return new LockFinding(LockKind.SYSTEM_CALLS, LockState.RED, detail);
  }
}
