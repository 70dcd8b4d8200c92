package org.foresign.vault.lock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Raw system calls through libc's {@code syscall(2)}; the only native door of this package. */
final class LinuxKernel {
  /** Names a file without opening it: no right to read is needed, and no pipe waits. */
  static final int O_PATH = 0x20_0000;

  static final int O_RDONLY = 0;
  static final int O_WRONLY = 1;

  private static final int O_CLOEXEC = 0x8_0000;
  private static final int AT_FDCWD = -100;

  private static final Charset FILE_NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final Cpu cpu;
  private final MethodHandle syscall;
  private final VarHandle errno;

  @SuppressWarnings("restricted")
  LinuxKernel(Cpu cpu) {
    this.cpu = cpu;
    Linker linker = Linker.nativeLinker();
    syscall =
        linker.downcallHandle(
            linker.defaultLookup().find("syscall").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
    errno =
        Linker.Option.captureStateLayout()
            .varHandle(MemoryLayout.PathElement.groupElement("errno"));
  }

  /** Calls by name with up to five arguments; answers the result, or minus the error number. */
  long call(LinuxCall call, long... arguments) {
    return callNumber(call.number(cpu), arguments);
  }

  /** Calls by number, for numbers that no libc would use. */
  long callNumber(long number, long... arguments) {
    long[] five = new long[5];
    System.arraycopy(arguments, 0, five, 0, arguments.length);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      long result =
          (long) syscall.invokeExact(state, number, five[0], five[1], five[2], five[3], five[4]);
      return result == -1 ? -(int) errno.get(state, 0L) : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a system call can't throw", e);
    }
  }

  /** Opens a file; a descriptor, or minus the error number. */
  long open(Path path, int flags) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] name = encode(path.toString());
      MemorySegment text = arena.allocate(name.length + 1L);
      MemorySegment.copy(name, 0, text, ValueLayout.JAVA_BYTE, 0, name.length);
      return call(LinuxCall.OPENAT, AT_FDCWD, text.address(), flags | O_CLOEXEC);
    }
  }

  /** A name of a file as the system has it. */
  byte[] encode(String text) {
    return text.getBytes(FILE_NAMES);
  }

  /** The environment that a program started now would get, bytes as they are. */
  @SuppressWarnings("restricted")
  List<byte[]> environment() {
    List<byte[]> variables = new ArrayList<>();
    MemorySegment pointers =
        Linker.nativeLinker()
            .defaultLookup()
            .find("environ")
            .orElseThrow()
            .reinterpret(Long.BYTES)
            .get(ValueLayout.ADDRESS, 0)
            .reinterpret(Long.MAX_VALUE);
    for (long at = 0; ; at++) {
      MemorySegment variable = pointers.getAtIndex(ValueLayout.ADDRESS, at);
      if (variable.address() == 0) {
        return variables;
      }
      MemorySegment text = variable.reinterpret(Long.MAX_VALUE);
      long length = 0;
      while (text.get(ValueLayout.JAVA_BYTE, length) != 0) {
        length++;
      }
      variables.add(text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  Cpu cpu() {
    return cpu;
  }
}
