package org.foresign.vault.lock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts this program once more in its own place (execve), with the same arguments. What the
 * calling thread took on itself holds for the new program from its first instruction, on all its
 * threads; memory that somebody opened of the old one is gone.
 *
 * <p>The program is started from a copy in memory that its user may execute and not read. The
 * kernel lets no other process of that user look into such a process, ever: an ordinary start
 * leaves a moment before the process can close itself.
 */
final class Restart {
  /** Set for the second start. It only ends the chain; what holds is tried, not believed. */
  private static final String MARK = "FORESIGN_INSIDE_LOCK";

  private static final String LIBRARY_PATH = "LD_LIBRARY_PATH";
  private static final Path PROGRAM = Path.of("/proc/self/exe");

  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_EXEC = 0x10;
  private static final int EXECUTE_ONLY = 0_111;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int EINVAL = 22;

  private final LinuxKernel kernel;

  Restart(LinuxKernel kernel) {
    this.kernel = kernel;
  }

  /** Whether this is the second start. */
  static boolean isDone() {
    return System.getenv(MARK) != null;
  }

  /**
   * A copy of the running program that its user cannot read, as a descriptor; minus an error number
   * where there can be none. Make it before the paths are closed.
   */
  long copy() {
    // On musl the launcher of Java starts itself by name, and a copy in memory has none.
    if (ProgramPaths.loaders().stream().anyMatch(loader -> loader.toString().contains("musl"))) {
      return -EINVAL;
    }
    try (Arena arena = Arena.ofConfined()) {
      byte[] program = Files.readAllBytes(PROGRAM);
      MemorySegment name = arena.allocateFrom("java");
      long made = kernel.call(LinuxCall.MEMFD_CREATE, name.address(), MFD_CLOEXEC | MFD_EXEC);
      if (made == -EINVAL) { // the flag is newer than the call
        made = kernel.call(LinuxCall.MEMFD_CREATE, name.address(), MFD_CLOEXEC);
      }
      return made < 0 ? made : fill(arena, made, program);
    } catch (IOException e) {
      return -EINVAL;
    }
  }

  /** A file that is open for writing cannot be started, so it is opened once more by name. */
  private long fill(Arena arena, long made, byte[] program) {
    try {
      MemorySegment content = arena.allocateFrom(ValueLayout.JAVA_BYTE, program);
      for (long at = 0; at < program.length; ) {
        long written =
            kernel.call(LinuxCall.WRITE, made, content.address() + at, program.length - at);
        if (written <= 0) {
          return written < 0 ? written : -EINVAL;
        }
        at += written;
      }
      long narrowed = kernel.call(LinuxCall.FCHMOD, made, EXECUTE_ONLY);
      return narrowed < 0
          ? narrowed
          : kernel.open(Path.of("/proc/self/fd/" + made), LinuxKernel.O_PATH);
    } finally {
      kernel.call(LinuxCall.CLOSE, made);
    }
  }

  /**
   * Starts the copy, or the program itself where there is none.
   *
   * @return minus an error number; only when it failed
   */
  long start(long copy) {
    try (Arena arena = Arena.ofConfined()) {
      long arguments = array(arena, arguments());
      long environment = array(arena, environment());
      long answer = -EINVAL;
      if (copy >= 0) {
        long none = arena.allocateFrom("").address();
        answer = kernel.call(LinuxCall.EXECVEAT, copy, none, arguments, environment, AT_EMPTY_PATH);
        kernel.call(LinuxCall.CLOSE, copy);
      }
      long program = arena.allocateFrom(PROGRAM.toString()).address();
      long plain = kernel.call(LinuxCall.EXECVE, program, arguments, environment);
      return plain < 0 ? plain : answer;
    } catch (IOException e) {
      return -EINVAL;
    }
  }

  private static List<byte[]> arguments() throws IOException {
    return split(Files.readAllBytes(Path.of("/proc/self/cmdline")));
  }

  /** Strings that each end with a zero byte, as procfs has them. */
  static List<byte[]> split(byte[] text) {
    List<byte[]> parts = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < text.length; at++) {
      if (text[at] == 0) {
        parts.add(Arrays.copyOfRange(text, from, at));
        from = at + 1;
      }
    }
    return parts;
  }

  /**
   * As it is, with the mark, and with Java's own folder of libraries: a program without a name does
   * not find it beside itself. A path that somebody else set stays in front, for {@link
   * RunTimeCheck} to see.
   */
  private List<byte[]> environment() {
    List<byte[]> all = new ArrayList<>();
    byte[] libraries = kernel.encode(LIBRARY_PATH + "=" + System.getProperty("java.home") + "/lib");
    for (byte[] variable : kernel.environment()) {
      if (startsWith(variable, LIBRARY_PATH + "=")) {
        libraries =
            appended(variable, kernel.encode(":" + System.getProperty("java.home") + "/lib"));
      } else if (!startsWith(variable, MARK + "=")) {
        all.add(variable);
      }
    }
    all.add(libraries);
    all.add(kernel.encode(MARK + "=1"));
    return all;
  }

  private static byte[] appended(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static boolean startsWith(byte[] text, String start) {
    byte[] expected = start.getBytes(StandardCharsets.US_ASCII);
    return text.length >= expected.length
        && Arrays.equals(text, 0, expected.length, expected, 0, expected.length);
  }

  /** A C array of C strings, which ends with a null. */
  private static long array(Arena arena, List<byte[]> strings) {
    MemorySegment pointers = arena.allocate(ValueLayout.JAVA_LONG, strings.size() + 1L);
    for (int at = 0; at < strings.size(); at++) {
      byte[] text = strings.get(at);
      MemorySegment copy = arena.allocate(text.length + 1L);
      MemorySegment.copy(text, 0, copy, ValueLayout.JAVA_BYTE, 0, text.length);
      pointers.setAtIndex(ValueLayout.JAVA_LONG, at, copy.address());
    }
    return pointers.address();
  }
}
