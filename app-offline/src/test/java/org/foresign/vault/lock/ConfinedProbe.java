package org.foresign.vault.lock;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process that closes its files to itself, or does not, and then tries what a bad library could;
 * one line an attempt. Arguments: mode, folder, port.
 */
public final class ConfinedProbe {
  /** Runs on a thread that was there before the first line of the program. */
  private static final BlockingQueue<String> BY_FINALIZER = new LinkedBlockingQueue<>();

  private static final int AT_FDCWD = -100;

  private ConfinedProbe() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "confined" -> {
        VaultLock lock =
            VaultLock.install(
                LockVariant.TERMINAL,
                () ->
                    new NamedPaths(
                        List.of(folder.resolve("read")),
                        List.of(folder.resolve("written")),
                        List.of(folder.resolve("empty"))));
        for (LockFinding finding : lock.report().findings()) {
          print("lock." + finding.kind().id(), finding.state().id() + " " + finding.detail());
        }
      }
      case "thread" -> restrictThisThread();
      case "open" -> print("lock.files", "none");
      default -> throw new IllegalArgumentException(args[0]);
    }
    files(folder);
    others(Integer.parseInt(args[2]));
  }

  /** Without the filter, so that what Landlock alone refuses can be told apart. */
  private static void restrictThisThread() {
    LinuxKernel kernel = new LinuxKernel(Cpu.ofLinux().orElseThrow());
    kernel.call(LinuxCall.PRCTL, 38, 1);
    Landlock landlock = new Landlock(kernel);
    print("abi", Integer.toString(landlock.abi()));
    print(
        "restricted",
        Long.toString(
            landlock.restrict(
                ProgramPaths.rules(
                    new NamedPaths(List.of(Path.of("/proc/self/fd/0")), List.of(), List.of())))));
    LockFinding tried = new Confinement(kernel).tryOut();
    print("tried", tried.state().id() + " " + tried.detail());
  }

  private static void files(Path folder) throws Exception {
    Path read = folder.resolve("read");
    Path written = folder.resolve("written");
    Path other = folder.resolve("other");
    attempt("read-named", () -> Files.readString(read.resolve("in")));
    attempt("list-named", () -> list(read));
    attempt("write-to-read", () -> Files.writeString(read.resolve("new"), "x"));
    attempt(
        "write-named",
        () -> {
          Path part = Files.writeString(written.resolve("part"), "x");
          Path whole =
              Files.move(part, written.resolve("whole"), StandardCopyOption.REPLACE_EXISTING);
          Files.writeString(whole, "y", StandardOpenOption.TRUNCATE_EXISTING);
          Files.delete(whole);
          return null;
        });
    attempt(
        "remove-named",
        () -> {
          Files.delete(folder.resolve("empty"));
          return null;
        });
    attempt("make-folder", () -> Files.createDirectory(written.resolve("d")));
    attempt("make-link", () -> Files.createSymbolicLink(written.resolve("l"), other));
    attempt("read-other", () -> Files.readString(other.resolve("secret")));
    attempt("list-other", () -> list(other));
    attempt("write-other", () -> Files.writeString(other.resolve("new"), "x"));
    attempt(
        "append-other",
        () -> Files.writeString(other.resolve("secret"), "x", StandardOpenOption.APPEND));
    attempt("temporary-file", () -> Files.createTempFile("probe", ".txt"));
    attempt("random", () -> new SecureRandom().nextInt());
    attributes(other.resolve("secret"));
    attempt("by-finalizer", () -> byFinalizer(other.resolve("late")));
  }

  /** By name, as no opened file is needed for it. */
  private static void attributes(Path file) {
    LinuxKernel kernel = new LinuxKernel(Cpu.ofLinux().orElseThrow());
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(file.toString()).address();
      long key = arena.allocateFrom("user.x").address();
      print("set-mode", done(kernel.call(LinuxCall.FCHMODAT, AT_FDCWD, name, 0600)));
      print("set-time", done(kernel.call(LinuxCall.UTIMENSAT, AT_FDCWD, name, 0, 0)));
      print("set-attribute", done(kernel.call(LinuxCall.SETXATTR, name, key, key, 1, 0)));
    }
  }

  private static String done(long answer) {
    return answer >= 0 ? "done" : "refused " + answer;
  }

  private static void others(int port) throws IOException {
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    LinuxKernel kernel = new LinuxKernel(Cpu.ofLinux().orElseThrow());
    // Without the JDK's own program between, which is in no rule; by the loader, which is in one.
    System.setProperty("jdk.lang.Process.launchMechanism", "VFORK");
    attempt("start-program", () -> new ProcessBuilder("/bin/sh", "-c", "exit 0").start().waitFor());
    String loader = ProgramPaths.loaders().getFirst().toString();
    attempt(
        "start-by-loader",
        () -> new ProcessBuilder(loader, "/bin/sh", "-c", "exit 0").start().waitFor());
    try (Arena arena = Arena.ofConfined()) {
      long made = kernel.call(LinuxCall.MEMFD_CREATE, arena.allocateFrom("program").address(), 1);
      print("program-in-memory", done(made));
    }
    attempt(
        "parent-memory",
        () -> {
          new RandomAccessFile("/proc/" + parent + "/mem", "r").close();
          return null;
        });
    attempt("parent-files", () -> Files.readSymbolicLink(Path.of("/proc/" + parent + "/fd/0")));
    print("signal-parent", Long.toString(kernel.call(LinuxCall.KILL, parent, 0)));
    attempt(
        "tcp",
        () -> {
          new Socket("127.0.0.1", port).close();
          return null;
        });
    print("abstract-socket", Long.toString(connect(kernel, "foresign-probe-" + port)));
  }

  /** Answers 0, or minus an error number. */
  private static long connect(LinuxKernel kernel, String name) {
    long socket = kernel.call(LinuxCall.SOCKET, 1, 1, 0);
    if (socket < 0) {
      return socket;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = address(arena, name);
      return kernel.call(LinuxCall.CONNECT, socket, address.address(), address.byteSize());
    } finally {
      kernel.call(LinuxCall.CLOSE, socket);
    }
  }

  /** {@code struct sockaddr_un} of a name without a file. */
  static MemorySegment address(Arena arena, String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    MemorySegment address = arena.allocate(3L + text.length);
    address.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
    MemorySegment.copy(text, 0, address, ValueLayout.JAVA_BYTE, 3, text.length);
    return address;
  }

  private static Object list(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return entries.iterator().hasNext();
    }
  }

  private static Object byFinalizer(Path file) throws Exception {
    new Late(file);
    String result = null;
    for (int i = 0; result == null && i < 100; i++) {
      System.gc();
      result = BY_FINALIZER.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
    }
    if (!"done".equals(result)) {
      throw new IOException(result);
    }
    return result;
  }

  /** Writes when it is collected. */
  private static final class Late {
    private final Path file;

    Late(Path file) {
      this.file = file;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"})
    protected void finalize() throws IOException {
      try {
        Files.writeString(file, "x");
        BY_FINALIZER.add("done");
      } catch (IOException e) {
        BY_FINALIZER.add(e.toString());
      }
    }
  }

  private static void attempt(String name, Callable<?> action) {
    try {
      action.call();
      print(name, "done");
    } catch (Exception | LinkageError e) {
      print(name, "refused " + e);
    }
  }

  private static void print(String name, String result) {
    System.out.println(name + "=" + result.replace('\n', ' '));
  }
}
