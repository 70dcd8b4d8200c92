package org.foresign.vault.lock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The classic BPF program that the kernel runs before each system call (seccomp filter mode). It
 * reads {@code struct seccomp_data}: call number at 0, architecture at 4, arguments of 8 bytes from
 * 16, little-endian.
 */
final class FilterProgram {
  /** {@code EACCES}: what a refused call answers. */
  static final int REFUSED_ERRNO = 13;

  /** Bit that marks an x32 call on x86_64; it reaches the same kernel code under other numbers. */
  static final int X32_BIT = 0x4000_0000;

  /** Highest call number that was known when the refusals were written (Linux 6.18). */
  static final int LAST_KNOWN_CALL = 469;

  /** Fakes typing on the terminal, to run commands in the shell after this process. */
  static final int TIOCSTI = 0x5412;

  /** Console control; it can fake typing as well. */
  static final int TIOCLINUX = 0x541C;

  /** Makes a network device out of {@code /dev/net/tun}. */
  static final int TUNSETIFF = 0x400454CA;

  /** Asks the kernel to signal a process when a descriptor becomes ready; so do the next two. */
  static final int FIOSETOWN = 0x8901;

  static final int SIOCSPGRP = 0x8902;

  static final int F_SETOWN = 8;

  static final int F_SETOWN_EX = 15;

  /** Signals the processes of a pseudo-terminal. */
  static final int TIOCSIG = 0x40045436;

  /** {@code CLONE_NEW*} of linux/sched.h: a child in a namespace of its own. */
  static final int NEW_NAMESPACES = 0x7E02_0000;

  static final int ENOSYS = 38;

  private static final int AF_UNIX = 1;

  private static final int RET_KILL_PROCESS = 0x8000_0000;
  private static final int RET_ERRNO = 0x0005_0000;
  private static final int RET_ALLOW = 0x7FFF_0000;

  private static final short LOAD_WORD = 0x20;
  private static final short JUMP_EQUAL = 0x15;
  private static final short JUMP_GREATER = 0x25;
  private static final short JUMP_BITS_SET = 0x45;
  private static final short RETURN = 0x06;

  private static final int OFFSET_NUMBER = 0;
  private static final int OFFSET_ARCHITECTURE = 4;
  private static final int OFFSET_FIRST_ARGUMENT = 16;
  private static final int OFFSET_SECOND_ARGUMENT = 24;

  private static final Set<LinuxCall> NEVER =
      EnumSet.range(LinuxCall.IO_URING_SETUP, LinuxCall.KEXEC_FILE_LOAD);
  private static final Set<LinuxCall> SOCKET_CALLS =
      EnumSet.range(LinuxCall.SOCKET, LinuxCall.RECVMMSG);
  private static final Set<LinuxCall> TO_ITSELF = EnumSet.of(LinuxCall.KILL, LinuxCall.TGKILL);

  /** Starting a program, and making one that is in no folder. */
  private static final Set<LinuxCall> STARTERS =
      EnumSet.range(LinuxCall.MEMFD_CREATE, LinuxCall.EXECVEAT);

  private static final Set<LinuxCall> SOCKET_MAKERS =
      EnumSet.of(LinuxCall.SOCKET, LinuxCall.SOCKETPAIR);

  /** Where a jump goes; the targets are the four returns at the end, or the next instruction. */
  private enum Target {
    NEXT,
    KILL,
    REFUSE,
    UNKNOWN_CALL,
    ALLOW
  }

  private record Instruction(
      short code, Target ifTrue, Target ifFalse, int value, int skipIfFalse) {
    static Instruction load(int offset) {
      return new Instruction(LOAD_WORD, Target.NEXT, Target.NEXT, offset, 0);
    }

    static Instruction jump(short code, int value, Target ifTrue, Target ifFalse) {
      return new Instruction(code, ifTrue, ifFalse, value, 0);
    }

    static Instruction skipUnlessEqual(int value, int count) {
      return new Instruction(JUMP_EQUAL, Target.NEXT, Target.NEXT, value, count);
    }
  }

  private final List<Instruction> instructions = new ArrayList<>();

  private FilterProgram() {}

  /**
   * The program as an array of {@code struct sock_filter}, eight bytes each.
   *
   * @param process the only one that may be signalled
   * @param starts whether programs may be started, with the same filter
   */
  static byte[] encode(Cpu cpu, LockVariant variant, int process, boolean starts) {
    FilterProgram program = new FilterProgram();
    program.checkCaller(cpu);
    program.refuseCalls(cpu, refused(cpu, variant, starts));
    program.refuseSecond(
        LinuxCall.IOCTL.number(cpu), TIOCSTI, TIOCLINUX, TUNSETIFF, FIOSETOWN, SIOCSPGRP, TIOCSIG);
    program.refuseSecond(LinuxCall.FCNTL.number(cpu), F_SETOWN, F_SETOWN_EX);
    program.allowSignalsTo(cpu, process);
    program.allowLimitsOf(cpu, process);
    program.refuseNamespaces(cpu);
    if (variant == LockVariant.WINDOW) {
      program.allowLocalSocketsOnly(cpu);
    }
    return program.bytes();
  }

  private void checkCaller(Cpu cpu) {
    instructions.add(Instruction.load(OFFSET_ARCHITECTURE));
    instructions.add(
        Instruction.jump(JUMP_EQUAL, cpu.auditArchitecture(), Target.NEXT, Target.KILL));
    instructions.add(Instruction.load(OFFSET_NUMBER));
    if (cpu == Cpu.X86_64) {
      instructions.add(Instruction.jump(JUMP_BITS_SET, X32_BIT, Target.REFUSE, Target.NEXT));
    }
    instructions.add(
        Instruction.jump(JUMP_GREATER, LAST_KNOWN_CALL, Target.UNKNOWN_CALL, Target.NEXT));
  }

  /** The calls that are refused whatever their arguments are. */
  static Set<LinuxCall> refused(Cpu cpu, LockVariant variant, boolean starts) {
    Set<LinuxCall> refused = EnumSet.copyOf(NEVER);
    refused.removeIf(call -> !call.isOn(cpu));
    if (!starts) {
      refused.addAll(STARTERS);
    }
    if (variant == LockVariant.TERMINAL) {
      refused.addAll(SOCKET_CALLS);
    }
    return refused;
  }

  private void refuseCalls(Cpu cpu, Set<LinuxCall> refused) {
    for (LinuxCall call : refused) {
      instructions.add(Instruction.jump(JUMP_EQUAL, call.number(cpu), Target.REFUSE, Target.NEXT));
    }
  }

  /** Refuses these values of a call's second argument. */
  private void refuseSecond(int call, int... values) {
    instructions.add(Instruction.skipUnlessEqual(call, values.length + 2));
    instructions.add(Instruction.load(OFFSET_SECOND_ARGUMENT));
    for (int value : values) {
      instructions.add(Instruction.jump(JUMP_EQUAL, value, Target.REFUSE, Target.NEXT));
    }
    instructions.add(Instruction.jump(JUMP_EQUAL, 0, Target.ALLOW, Target.ALLOW));
  }

  private void allowSignalsTo(Cpu cpu, int process) {
    for (LinuxCall call : TO_ITSELF) {
      instructions.add(Instruction.skipUnlessEqual(call.number(cpu), 2));
      instructions.add(Instruction.load(OFFSET_FIRST_ARGUMENT));
      instructions.add(Instruction.jump(JUMP_EQUAL, process, Target.ALLOW, Target.REFUSE));
    }
  }

  /** A limit on CPU time is a signal, too. Number 0 stands for the caller. */
  private void allowLimitsOf(Cpu cpu, int process) {
    instructions.add(Instruction.skipUnlessEqual(LinuxCall.PRLIMIT64.number(cpu), 3));
    instructions.add(Instruction.load(OFFSET_FIRST_ARGUMENT));
    instructions.add(Instruction.jump(JUMP_EQUAL, 0, Target.ALLOW, Target.NEXT));
    instructions.add(Instruction.jump(JUMP_EQUAL, process, Target.ALLOW, Target.REFUSE));
  }

  /**
   * The flags of clone3 lie in memory, which a filter cannot read; libraries fall back to clone.
   */
  private void refuseNamespaces(Cpu cpu) {
    instructions.add(
        Instruction.jump(
            JUMP_EQUAL, LinuxCall.CLONE3.number(cpu), Target.UNKNOWN_CALL, Target.NEXT));
    instructions.add(Instruction.skipUnlessEqual(LinuxCall.CLONE.number(cpu), 2));
    instructions.add(Instruction.load(OFFSET_FIRST_ARGUMENT));
    instructions.add(Instruction.jump(JUMP_BITS_SET, NEW_NAMESPACES, Target.REFUSE, Target.ALLOW));
  }

  private void allowLocalSocketsOnly(Cpu cpu) {
    for (LinuxCall call : SOCKET_MAKERS) {
      instructions.add(Instruction.skipUnlessEqual(call.number(cpu), 2));
      instructions.add(Instruction.load(OFFSET_FIRST_ARGUMENT));
      instructions.add(Instruction.jump(JUMP_EQUAL, AF_UNIX, Target.ALLOW, Target.REFUSE));
    }
  }

  private byte[] bytes() {
    int returns = instructions.size();
    ByteBuffer out = ByteBuffer.allocate((returns + 4) * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < returns; at++) {
      Instruction one = instructions.get(at);
      put(
          out,
          one.code,
          distance(at, returns, one.ifTrue),
          one.skipIfFalse > 0 ? one.skipIfFalse : distance(at, returns, one.ifFalse),
          one.value);
    }
    // The order of these four is what distance() counts on; a program that falls through is
    // allowed.
    put(out, RETURN, 0, 0, RET_ALLOW);
    put(out, RETURN, 0, 0, RET_ERRNO | REFUSED_ERRNO);
    put(out, RETURN, 0, 0, RET_ERRNO | ENOSYS);
    put(out, RETURN, 0, 0, RET_KILL_PROCESS);
    return out.array();
  }

  private static int distance(int at, int returns, Target target) {
    int toReturns = returns - at - 1;
    return switch (target) {
      case NEXT -> 0;
      case ALLOW -> toReturns;
      case REFUSE -> toReturns + 1;
      case UNKNOWN_CALL -> toReturns + 2;
      case KILL -> toReturns + 3;
    };
  }

  private static void put(ByteBuffer out, short code, int ifTrue, int ifFalse, int value) {
    if (ifTrue > 255 || ifFalse > 255) {
      throw new IllegalStateException("a jump of the filter is too far");
    }
    out.putShort(code).put((byte) ifTrue).put((byte) ifFalse).putInt(value);
  }
}
