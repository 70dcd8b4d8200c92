package org.foresign.secret;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Off-heap memory of one secret. On Linux it has pages of its own: locked, not dumped, not
 * inherited by a fork. Elsewhere, or where native calls are refused, plain off-heap memory.
 */
final class SecretMemory implements Runnable {
  private static final Optional<Pages> PAGES = Pages.find();

  private final MemorySegment segment;
  private final MemoryProtection protection;
  private final long mapped;

  private SecretMemory(MemorySegment segment, MemoryProtection protection, long mapped) {
    this.segment = segment;
    this.protection = protection;
    this.mapped = mapped;
  }

  static SecretMemory allocate(int size) {
    return PAGES
        .flatMap(pages -> pages.map(size))
        .orElseGet(() ->
            new SecretMemory(
                Arena.ofAuto().allocate(Math.max(size, 1)), MemoryProtection.PLAIN, 0));
  }

  MemorySegment segment() {
    return segment;
  }

  MemoryProtection protection() {
    return protection;
  }

  /** Wipes and gives the pages back; {@link java.lang.ref.Cleaner} calls it once. */
  @Override
  public void run() {
    segment.fill((byte) 0);
    if (mapped > 0) {
      PAGES.orElseThrow().unmap(segment, mapped);
    }
  }

  /** The memory calls of Linux, {@code mmap(2)}, {@code mlock(2)}, {@code madvise(2)}. */
  @SuppressWarnings("restricted")
  private record Pages(
      MethodHandle mmap, MethodHandle munmap, MethodHandle mlock, MethodHandle madvise, long page) {
    private static final int READ_WRITE = 1 | 2;
    private static final int PRIVATE_ANONYMOUS = 0x02 | 0x20; // generic ABI: x86-64, AArch64
    private static final int DONT_FORK = 10;
    private static final int DONT_DUMP = 16;

    static Optional<Pages> find() {
      if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
        return Optional.empty();
      }
      try {
        Linker linker = Linker.nativeLinker();
        var pointer = ValueLayout.ADDRESS;
        var size = ValueLayout.JAVA_LONG;
        var number = ValueLayout.JAVA_INT;
        return Optional.of(
            new Pages(
                handle(
                    linker,
                    "mmap",
                    FunctionDescriptor.of(pointer, pointer, size, number, number, number, size)),
                handle(linker, "munmap", FunctionDescriptor.of(number, pointer, size)),
                handle(linker, "mlock", FunctionDescriptor.of(number, pointer, size)),
                handle(linker, "madvise", FunctionDescriptor.of(number, pointer, size, number)),
                pageSize(linker)));
      } catch (IllegalCallerException | UnsupportedOperationException e) {
        return Optional.empty(); // native access is not granted: plain memory, and it says so
      }
    }

    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor descriptor) {
      SymbolLookup libc = linker.defaultLookup();
      return linker.downcallHandle(
          libc.find(name).orElseThrow(() -> new UnsupportedOperationException(name)), descriptor);
    }

    private static int pageSize(Linker linker) {
      MethodHandle call =
          handle(linker, "getpagesize", FunctionDescriptor.of(ValueLayout.JAVA_INT));
      try {
        return (int) call.invokeExact();
      } catch (Throwable e) {
        throw new IllegalStateException("getpagesize failed", e);
      }
    }

    Optional<SecretMemory> map(int size) {
      long mapped = (Math.max(size, 1) + page - 1) / page * page;
      try {
        MemorySegment start =
            (MemorySegment)
                mmap.invokeExact(MemorySegment.NULL, mapped, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
        if (start.address() == -1) {
          return Optional.empty();
        }
        boolean locked = (int) mlock.invokeExact(start, mapped) == 0;
        boolean hidden = (int) madvise.invokeExact(start, mapped, DONT_DUMP) == 0;
        boolean forked = (int) madvise.invokeExact(start, mapped, DONT_FORK) != 0;
        MemoryProtection protection =
            !hidden || forked
                ? MemoryProtection.PLAIN
                : locked ? MemoryProtection.LOCKED : MemoryProtection.NOT_DUMPED;
        return Optional.of(
            new SecretMemory(start.reinterpret(Math.max(size, 1)), protection, mapped));
      } catch (Throwable e) {
        throw new IllegalStateException("a memory call failed", e);
      }
    }

    void unmap(MemorySegment start, long mapped) {
      try {
        int result = (int) munmap.invokeExact(start, mapped);
        if (result != 0) {
          throw new IllegalStateException("munmap refused");
        }
      } catch (Throwable e) {
        throw new IllegalStateException("a memory call failed", e);
      }
    }
  }
}
