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

  /** By name and number on x86_64 and aarch64, from the tables of the kernel. */
  private static final String SOCKET_CALLS =
      """
      socket 41 198; socketpair 53 199; connect 42 203; accept 43 202; accept4 288 242;
      bind 49 200; listen 50 201; sendto 44 206; recvfrom 45 207; sendmsg 46 211;
      recvmsg 47 212; sendmmsg 307 269; recvmmsg 299 243
      """;

  /** What is refused of every vault, whatever the arguments are; one more or less is a decision. */
  private static final String ALWAYS_REFUSED =
      """
      io_uring_setup 425 425; io_uring_enter 426 426; io_uring_register 427 427;
      ptrace 101 117; process_vm_readv 310 270; process_vm_writev 311 271;
      pidfd_getfd 438 438; kcmp 312 272; perf_event_open 298 241; userfaultfd 323 282;
      process_madvise 440 440; process_mrelease 448 448; move_pages 279 239;
      migrate_pages 256 238; pidfd_send_signal 424 424; rt_sigqueueinfo 129 138;
      rt_tgsigqueueinfo 297 240; tkill 200 130; shmget 29 194; shmat 30 196; shmctl 31 195;
      shmdt 67 197; semget 64 190; semop 65 193; semtimedop 220 192; semctl 66 191;
      msgget 68 186; msgsnd 69 189; msgrcv 70 188; msgctl 71 187; mq_open 240 180;
      mq_unlink 241 181; mq_timedsend 242 182; mq_timedreceive 243 183; mq_notify 244 184;
      mq_getsetattr 245 185; mount 165 40; umount2 166 39; pivot_root 155 41; chroot 161 51;
      fsopen 430 430; fsconfig 431 431; fsmount 432 432; fspick 433 433; open_tree 428 428;
      open_tree_attr 467 467; move_mount 429 429; mount_setattr 442 442; swapon 167 224;
      swapoff 168 225; settimeofday 164 170; clock_settime 227 112; adjtimex 159 171;
      clock_adjtime 305 266; setpriority 141 140; ioprio_set 251 30;
      sched_setaffinity 203 122; sched_setscheduler 144 119; sched_setparam 142 118;
      sched_setattr 314 274; setxattr 188 5; lsetxattr 189 6; fsetxattr 190 7;
      removexattr 197 14; lremovexattr 198 15; fremovexattr 199 16; setxattrat 463 463;
      removexattrat 466 466; file_setattr 469 469; chmod 90 -; fchmodat 268 53;
      fchmodat2 452 452; chown 92 -; lchown 94 -; fchownat 260 54; utime 132 -; utimes 235 -;
      futimesat 261 -; utimensat 280 88; bpf 321 280; add_key 248 217; request_key 249 218;
      keyctl 250 219; setns 308 268; unshare 272 97; open_by_handle_at 304 265;
      init_module 175 105; finit_module 313 273; delete_module 176 106; kexec_load 246 104;
      kexec_file_load 320 294
      """;

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void terminalVaultHasNoSocketCallAtAll(Cpu cpu) {
    numbers(SOCKET_CALLS, cpu)
        .forEach((call, number) -> {
          for (long family = 0; family < 50; family++) {
            assertThat(run(cpu, LockVariant.TERMINAL, number, family, 0))
                .as("%s family %d", call, family)
                .isEqualTo(REFUSE);
          }
        });
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
    Map<String, Integer> sideDoors = numbers(ALWAYS_REFUSED, cpu);
    for (LockVariant variant : LockVariant.values()) {
      sideDoors.forEach((call, number) -> {
        for (long first : new long[] {0, OWN}) {
          assertThat(run(cpu, variant, number, first, 0)).as(call).isEqualTo(REFUSE);
        }
      });
    }
    assertThat(FilterProgram.refused(cpu, LockVariant.WINDOW, true))
        .extracting(call -> call.name().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(sideDoors.keySet());
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

  /** The calls of a table that this family of CPUs has. */
  private static Map<String, Integer> numbers(String table, Cpu cpu) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String row : table.strip().split(";\\s*", -1)) {
      String[] fields = row.split(" ", -1);
      String number = fields[cpu == Cpu.X86_64 ? 1 : 2];
      if (!number.equals("-")) {
        numbers.put(fields[0], Integer.valueOf(number));
      }
    }
    return numbers;
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
