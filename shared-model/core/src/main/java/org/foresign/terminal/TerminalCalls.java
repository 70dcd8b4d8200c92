package org.foresign.terminal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code java.io.Console} can't do with a terminal: {@code termios(3)} and {@code read(2)} of
 * Linux, where x86-64 and AArch64 have the same layout of {@code struct termios}.
 */
@SuppressWarnings("restricted")
final class TerminalCalls {
  private static final int INTERRUPTED = 4;
  private static final int QUEUE_OF_INPUT = 0;
  private static final int NOW = 0;

  private final MethodHandle tcgetattr;
  private final MethodHandle tcsetattr;
  private final MethodHandle tcflush;
  private final MethodHandle tcgetpgrp;
  private final MethodHandle getpgrp;
  private final MethodHandle read;
  private final VarHandle errno;

  private TerminalCalls(Linker linker) {
    ValueLayout number = ValueLayout.JAVA_INT;
    ValueLayout pointer = ValueLayout.ADDRESS;
    ValueLayout size = ValueLayout.JAVA_LONG;
    tcgetattr = handle(linker, "tcgetattr", FunctionDescriptor.of(number, number, pointer));
    tcsetattr = handle(linker, "tcsetattr", FunctionDescriptor.of(number, number, number, pointer));
    tcflush = handle(linker, "tcflush", FunctionDescriptor.of(number, number, number));
    tcgetpgrp = handle(linker, "tcgetpgrp", FunctionDescriptor.of(number, number));
    getpgrp = handle(linker, "getpgrp", FunctionDescriptor.of(number));
    read =
        linker.downcallHandle(
            linker.defaultLookup().find("read").orElseThrow(),
            FunctionDescriptor.of(size, number, pointer, size),
            Linker.Option.captureCallState("errno"));
    errno =
        Linker.Option.captureStateLayout()
            .varHandle(MemoryLayout.PathElement.groupElement("errno"));
  }

  /** The calls, where this system has them and lets us use them. */
  static Optional<TerminalCalls> find() {
    boolean known =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")
            && Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch", ""));
    try {
      return known ? Optional.of(new TerminalCalls(Linker.nativeLinker())) : Optional.empty();
    } catch (IllegalCallerException | UnsupportedOperationException e) {
      return Optional.empty(); // native access is not granted: the console has to do, and says so
    }
  }

  /** Reads the settings of a terminal; false when it is none. */
  boolean settings(int descriptor, MemorySegment into) {
    try {
      return (int) tcgetattr.invokeExact(descriptor, into) == 0;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void change(int descriptor, MemorySegment settings) {
    try {
      // Refused only where the terminal is gone, and then nobody reads it.
      int result = (int) tcsetattr.invokeExact(descriptor, NOW, settings);
      assert result <= 0;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Forgets what was typed and not yet read. */
  void dropTyped(int descriptor) {
    try {
      int result = (int) tcflush.invokeExact(descriptor, QUEUE_OF_INPUT);
      assert result <= 0;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * Whether this process may change the terminal: the system stops one in the background that
   * tries.
   */
  boolean inForeground(int descriptor) {
    try {
      int foreground = (int) tcgetpgrp.invokeExact(descriptor);
      return foreground == -1 || foreground == (int) getpgrp.invokeExact();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Waits for one byte; -1 when the input has ended or the terminal is gone. */
  int readByte(int descriptor, MemorySegment one) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      while (true) {
        long count = (long) read.invokeExact(state, descriptor, one, 1L);
        if (count == 1) {
          return one.get(ValueLayout.JAVA_BYTE, 0) & 0xff;
        }
        if (count == 0 || (int) errno.get(state, 0L) != INTERRUPTED) {
          return -1;
        }
      }
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static MethodHandle handle(Linker linker, String name, FunctionDescriptor descriptor) {
    return linker.downcallHandle(
        linker
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsupportedOperationException(name)),
        descriptor);
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("a call about the terminal failed", e);
  }
}
