package org.foresign.vault.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the program in a small interpreter of classic BPF, for both CPU families. */
class FilterProgramTest {
  private static final int ALLOW = 0x7FFF0000;
  private static final int REFUSE = 0x00050000 | 13;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;
  private static final int KILL = 0x80000000;

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
        if (sideDoor) {
          assertThat(run(cpu, variant, call.number(cpu), 0, 0)).as(call.name()).isEqualTo(REFUSE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void onlyTheDangerousControlsOfADeviceAreRefused(Cpu cpu) {
    int ioctl = LinuxCall.IOCTL.number(cpu);
    for (int refused : new int[] {0x5412, 0x541C, 0x400454CA}) {
      assertThat(run(cpu, LockVariant.TERMINAL, ioctl, 0, refused)).isEqualTo(REFUSE);
    }
    for (int allowed : new int[] {0x5401, 0x541B, 0x5413}) {
      assertThat(run(cpu, LockVariant.TERMINAL, ioctl, 0, allowed)).isEqualTo(ALLOW);
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
    assertThat(run(cpu, LockVariant.TERMINAL, 469, 0, 0)).isEqualTo(ALLOW);
    assertThat(run(cpu, LockVariant.TERMINAL, 470, 0, 0)).isEqualTo(NO_SUCH_CALL);
    assertThat(run(cpu, LockVariant.TERMINAL, 0x3FFFFFFF, 0, 0)).isEqualTo(NO_SUCH_CALL);
  }

  @ParameterizedTest
  @EnumSource(Cpu.class)
  void foreignArchitecturesAreKilled(Cpu cpu) {
    Cpu other = cpu == Cpu.X86_64 ? Cpu.AARCH64 : Cpu.X86_64;
    for (int architecture : new int[] {I386, ARM, other.auditArchitecture(), 0}) {
      assertThat(interpret(FilterProgram.encode(cpu, LockVariant.WINDOW), architecture, 1, 1, 0))
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
        FilterProgram.encode(cpu, variant), cpu.auditArchitecture(), number, first, second);
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
