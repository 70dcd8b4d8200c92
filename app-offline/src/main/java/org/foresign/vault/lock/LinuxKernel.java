package org.foresign.vault.lock;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Raw system calls through libc's {@code syscall(2)}; the only native door of this package. */
final class LinuxKernel {
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
      throw new IllegalStateException("a system call cannot throw", e);
    }
  }

  Cpu cpu() {
    return cpu;
  }
}
