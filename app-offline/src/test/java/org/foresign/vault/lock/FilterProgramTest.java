package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.testkit.Skips;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the program in a small interpreter of classic BPF, for both CPU families. */
class FilterProgramTest {
  private static final int ALLOW = 0x7FFF0000;
  private static final int REFUSE = 0x00050000 | 13;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;
  private static final int KILL = 0x80000000;
  private static final int OWN = 4711;

  /** {@code AUDIT_ARCH_I386} and {@code AUDIT_ARCH_ARM} of linux/audit.h. */
  private static final int I386 = 0x40000003;

  private static final int ARM = 0x40000028;

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void terminalVaultHasNoSocketCallAtAll(Cpu cpu) {
    for (LinuxCall call : LinuxCall.values()) {
      if (call.ordinal() <= LinuxCall.RECVMMSG.ordinal()) {
        for (long family = 0; family < 50; family++) {
          assertThat(run(cpu, LockVariant.TERMINAL, call.number(cpu), family, 0))
              .as("%s family %d", call, family)
              .isEqualTo(REFUSE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void windowVaultHasLocalSocketsOnly(Cpu cpu) {
    for (LinuxCall call : new LinuxCall[] {LinuxCall.SOCKET, LinuxCall.SOCKETPAIR}) {
      for (long family = 0; family < 50; family++) {
        assertThat(run(cpu, LockVariant.WINDOW, call.number(cpu), family, 0))
            .as("%s family %d", call, family)
            .isEqualTo(family == 1 ? ALLOW : REFUSE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void familyIsJudgedByTheHalfThatTheKernelReads(Cpu cpu) {
    long inetWithHighBits = 0x1_0000_0002L;
    long unixWithHighBits = 0x2_0000_0001L;
    int socket = LinuxCall.SOCKET.number(cpu);
    assertThat(run(cpu, LockVariant.WINDOW, socket, inetWithHighBits, 0)).isEqualTo(REFUSE);
    assertThat(run(cpu, LockVariant.WINDOW, socket, unixWithHighBits, 0)).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void sideDoorsAreShutInBothVariants(Cpu cpu) {
    for (LockVariant variant : LockVariant.values()) {
      for (LinuxCall call : LinuxCall.values()) {
        boolean sideDoor =
            call.ordinal() >= LinuxCall.IO_URING_SETUP.ordinal()
                && call.ordinal() <= LinuxCall.KEXEC_FILE_LOAD.ordinal();
        if (sideDoor && call.isOn(cpu)) {
          assertThat(run(cpu, variant, call.number(cpu), 0, 0)).as(call.name()).isEqualTo(REFUSE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void onlyTheDangerousControlsOfADeviceAreRefused(Cpu cpu) {
    int ioctl = LinuxCall.IOCTL.number(cpu);
    for (int refused : new int[] {0x5412, 0x541C, 0x400454CA, 0x8901, 0x8902, 0x40045436}) {
      assertThat(run(cpu, LockVariant.TERMINAL, ioctl, 0, refused)).isEqualTo(REFUSE);
    }
    for (int allowed : new int[] {0x5401, 0x541B, 0x5413}) {
      assertThat(run(cpu, LockVariant.TERMINAL, ioctl, 0, allowed)).isEqualTo(ALLOW);
    }
  }

  /** By name and number on x86_64 and aarch64, from the tables of the kernel. */
  @ParameterizedTest
  @CsvSource({
    "SHMGET, 29, 194",
    "SHMAT, 30, 196",
    "SEMGET, 64, 190",
    "SEMOP, 65, 193",
    "MSGGET, 68, 186",
    "MSGSND, 69, 189",
    "MSGRCV, 70, 188",
    "MQ_OPEN, 240, 180",
    "MQ_TIMEDSEND, 242, 182",
    "MOUNT, 165, 40",
    "UMOUNT2, 166, 39",
    "PIVOT_ROOT, 155, 41",
    "CHROOT, 161, 51",
    "FSOPEN, 430, 430",
    "FSMOUNT, 432, 432",
    "MOVE_MOUNT, 429, 429",
    "OPEN_TREE, 428, 428",
    "MOUNT_SETATTR, 442, 442",
    "SETNS, 308, 268",
    "UNSHARE, 272, 97",
    "TKILL, 200, 130",
    "RT_SIGQUEUEINFO, 129, 138",
    "RT_TGSIGQUEUEINFO, 297, 240",
    "PIDFD_SEND_SIGNAL, 424, 424",
    "CLOCK_SETTIME, 227, 112",
    "PROCESS_MADVISE, 440, 440",
    "SCHED_SETAFFINITY, 203, 122",
    "SETXATTR, 188, 5",
    "FSETXATTR, 190, 7",
    "FCHMODAT, 268, 53",
    "UTIMENSAT, 280, 88"
  })
  void sharedMemoryMountsAndForeignSignalsAreRefused(LinuxCall call, int onX86, int onArm) {
    for (LockVariant variant : LockVariant.values()) {
      assertThat(run(Cpu.X86_64, variant, onX86, OWN, 0)).isEqualTo(REFUSE);
      assertThat(run(Cpu.AARCH64, variant, onArm, OWN, 0)).isEqualTo(REFUSE);
      assertThat(FilterProgram.refused(Cpu.X86_64, variant, true)).contains(call);
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void onlyTheProcessItselfIsSignalled(Cpu cpu) {
    for (LinuxCall call : new LinuxCall[] {LinuxCall.KILL, LinuxCall.TGKILL}) {
      int number = call.number(cpu);
      assertThat(run(cpu, LockVariant.TERMINAL, number, OWN, 15)).isEqualTo(ALLOW);
      // The kernel reads the lower half of the register.
      assertThat(run(cpu, LockVariant.TERMINAL, number, 0x1_0000_0000L + OWN, 15)).isEqualTo(ALLOW);
      for (long other : new long[] {0, 1, -1, -OWN, OWN + 1, 0xFFFF_FFFFL}) {
        assertThat(run(cpu, LockVariant.TERMINAL, number, other, 15)).isEqualTo(REFUSE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void limitsAreSetForTheProcessItselfOnly(Cpu cpu) {
    int limit = LinuxCall.PRLIMIT64.number(cpu);
    for (long own : new long[] {0, OWN, 0x1_0000_0000L + OWN}) {
      assertThat(run(cpu, LockVariant.TERMINAL, limit, own, 0)).isEqualTo(ALLOW);
    }
    for (long other : new long[] {1, -1, OWN + 1}) {
      assertThat(run(cpu, LockVariant.TERMINAL, limit, other, 0)).isEqualTo(REFUSE);
    }
  }

  /** execve, execveat and memfd_create, by their numbers on each family. */
  @ParameterizedTest
  @EnumSource(Cpu.class)
  void whoStartsNothingCanStartNothing(Cpu cpu) {
    int[] starters = cpu == Cpu.X86_64 ? new int[] {59, 322, 319} : new int[] {221, 281, 279};
    byte[] alone = FilterProgram.encode(cpu, LockVariant.TERMINAL, OWN, false);
    for (int number : starters) {
      assertThat(interpret(alone, cpu.auditArchitecture(), number, 0, 0)).isEqualTo(REFUSE);
      assertThat(run(cpu, LockVariant.TERMINAL, number, 0, 0)).isEqualTo(ALLOW);
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void noDescriptorSignalsForUs(Cpu cpu) {
    int fcntl = LinuxCall.FCNTL.number(cpu);
    for (int command = 0; command < 50; command++) {
      boolean setsOwner = command == 8 || command == 15;
      assertThat(run(cpu, LockVariant.TERMINAL, fcntl, 0, command))
          .isEqualTo(setsOwner ? REFUSE : ALLOW);
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void childrenGetNoNamespaceOfTheirOwn(Cpu cpu) {
    int clone = LinuxCall.CLONE.number(cpu);
    long thread = 0x3D0F00; // what a thread of the C library is made with
    long fork = 0x1200011;
    long spawn = 0x4111;
    for (long harmless : new long[] {thread, fork, spawn}) {
      assertThat(run(cpu, LockVariant.TERMINAL, clone, harmless, 0)).isEqualTo(ALLOW);
      for (int bit : new int[] {17, 25, 26, 27, 28, 29, 30}) {
        assertThat(run(cpu, LockVariant.TERMINAL, clone, harmless | (1L << bit), 0))
            .isEqualTo(REFUSE);
      }
    }
    assertThat(run(cpu, LockVariant.TERMINAL, LinuxCall.CLONE3.number(cpu), 0, 0))
        .isEqualTo(NO_SUCH_CALL);
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void numbersAreThoseOfTheKernelsOwnTables(Cpu cpu) throws IOException {
    List<Path> files =
        cpu == Cpu.AARCH64
            ? List.of(Path.of("/usr/include/asm-generic/unistd.h"))
            : List.of(
                Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
                Path.of("/usr/include/asm/unistd_64.h"));
    Optional<Path> file = files.stream().filter(Files::exists).findFirst();
    Skips.unless(file.isPresent(), "the kernel's headers are not installed");
    Map<String, Integer> numbers = new HashMap<>();
    Pattern line = Pattern.compile("#define __NR(?:3264)?_(\\w+)\\s+(\\d+)");
    line.matcher(Files.readString(file.orElseThrow()))
        .results()
        .forEach(one -> numbers.put(one.group(1), Integer.valueOf(one.group(2))));

    assertThat(numbers).hasSizeGreaterThan(200);
    for (LinuxCall call : LinuxCall.values()) {
      String name = call.name().toLowerCase(Locale.ROOT);
      // Calls that are newer than the headers are not in them.
      assertThat(call.number(cpu)).as(name).isEqualTo(numbers.getOrDefault(name, call.number(cpu)));
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void whatAProgramNeedsStaysAllowed(Cpu cpu) {
    // read, write, close, exit_group, futex by their numbers on each family
    int[] needed =
        cpu == Cpu.X86_64 ? new int[] {0, 1, 3, 231, 202} : new int[] {63, 64, 57, 94, 98};
    for (int number : needed) {
      assertThat(run(cpu, LockVariant.TERMINAL, number, 0, 0)).isEqualTo(ALLOW);
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void callsThatWereNotKnownDoNotExist(Cpu cpu) {
    assertThat(run(cpu, LockVariant.TERMINAL, 468, 0, 0)).isEqualTo(ALLOW);
    assertThat(run(cpu, LockVariant.TERMINAL, 470, 0, 0)).isEqualTo(NO_SUCH_CALL);
    assertThat(run(cpu, LockVariant.TERMINAL, 0x3FFFFFFF, 0, 0)).isEqualTo(NO_SUCH_CALL);
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void foreignArchitecturesAreKilled(Cpu cpu) {
    Cpu other = cpu == Cpu.X86_64 ? Cpu.AARCH64 : Cpu.X86_64;
    for (int architecture : new int[] {I386, ARM, other.auditArchitecture(), 0}) {
      assertThat(
              interpret(
                  FilterProgram.encode(cpu, LockVariant.WINDOW, OWN, true), architecture, 1, 1, 0))
          .isEqualTo(KILL);
    }
  }

  @ParameterizedTest
  @EnumSource(LockVariant.class)
  void everyX32CallIsRefused(LockVariant variant) {
    for (int number = 0; number < 600; number++) {
      assertThat(run(Cpu.X86_64, variant, number | 0x40000000, 1, 0)).isEqualTo(REFUSE);
    }
  }

  private static int run(Cpu cpu, LockVariant variant, int number, long first, long second) {
    return interpret(
        FilterProgram.encode(cpu, variant, OWN, true),
        cpu.auditArchitecture(),
        number,
        first,
        second);
  }

  private static int interpret(
      byte[] program, int architecture, int number, long first, long second) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(0, number).putInt(4, architecture).putLong(16, first).putLong(24, second);
    ByteBuffer code = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int operation = code.getShort(at * 8);
      int ifTrue = code.get(at * 8 + 2) & 0xFF;
      int ifFalse = code.get(at * 8 + 3) & 0xFF;
      int value = code.getInt(at * 8 + 4);
      switch (operation) {
        case 0x20 -> accumulator = data.getInt(value);
        case 0x15 -> at += accumulator == value ? ifTrue : ifFalse;
        case 0x25 -> at += Integer.compareUnsigned(accumulator, value) > 0 ? ifTrue : ifFalse;
        case 0x45 -> at += (accumulator & value) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("instruction " + operation);
      }
    }
  }
}
