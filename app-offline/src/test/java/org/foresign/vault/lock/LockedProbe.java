package org.foresign.vault.lock;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * A process of its own that locks itself, or does not, and then tries to get out; one line an
 * attempt, {@code name=done} or {@code name=refused}. The unlocked run proves that each attempt
 * works on this machine.
 */
public final class LockedProbe {
  private static final int AF_INET = 2;

  private LockedProbe() {}

  public static void main(String[] args) throws Exception {
    String mode = args[0];
    int port = Integer.parseInt(args[1]);
    Path folder = Path.of(args[2]);
    CountDownLatch locked = new CountDownLatch(1);
    FutureTask<String> earlyThread =
        new FutureTask<>(() -> {
          locked.await();
          return attempt(() -> tcp(port));
        });
    Thread.ofPlatform().daemon().start(earlyThread);
    Socket openBefore = mode.equals("open-before") ? new Socket("127.0.0.1", port) : null;
    SocketChannel localBefore =
        mode.equals("local-before") ? SocketChannel.open(StandardProtocolFamily.UNIX) : null;
    if (!mode.equals("unlocked")) {
      LockVariant variant = mode.equals("window") ? LockVariant.WINDOW : LockVariant.TERMINAL;
      VaultLock lock = VaultLock.install(variant);
      for (LockFinding finding : lock.report().findings()) {
        print("lock." + finding.kind().id(), finding.state().id() + " " + finding.detail());
      }
    }
    LockFinding tried =
        new SystemCallLock(
                new LinuxKernel(Cpu.ofLinux().orElseThrow()),
                mode.equals("window") ? LockVariant.WINDOW : LockVariant.TERMINAL,
                true)
            .tryOut();
    print("tried", tried.state().id() + " " + tried.detail());
    locked.countDown();
    print("thread-from-before", earlyThread.get());
    attemptAll(port, folder);
    if (openBefore != null) {
      openBefore.close();
    }
    if (localBefore != null) {
      localBefore.close();
    }
  }

  private static void attemptAll(int port, Path folder) throws Exception {
    print("tcp", attempt(() -> tcp(port)));
    print("tcp-channel", attempt(() -> channel(port)));
    print("udp", attempt(() -> udp(port)));
    print("listen", attempt(LockedProbe::listen));
    print("dns", attempt(LockedProbe::dns));
    print("url", attempt(() -> url(port)));
    print("interfaces", attempt(NetworkInterface::networkInterfaces));
    print("local-socket", attempt(() -> local(folder)));
    print("child-bash", child("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port));
    print(
        "child-python3",
        child(
            "python3",
            "-c",
            "import socket; socket.create_connection(('127.0.0.1', " + port + "))"));
    print("child-curl", child("curl", "-s", "-m", "5", "http://127.0.0.1:" + port + "/"));
    print("child-works", child("sh", "-c", "cat /proc/self/status > /dev/null"));
    Cpu cpu = Cpu.ofLinux().orElseThrow();
    LinuxKernel kernel = new LinuxKernel(cpu);
    print("raw-socket-call", raw(kernel.call(LinuxCall.SOCKET, AF_INET, 1, 0)));
    print("raw-io-uring", raw(kernel.call(LinuxCall.IO_URING_SETUP, 0, 0)));
    print("raw-ptrace", raw(kernel.call(LinuxCall.PTRACE, 0x4206, 0)));
    print("raw-process-vm-readv", raw(kernel.call(LinuxCall.PROCESS_VM_READV, 1)));
    print("raw-pidfd-getfd", raw(kernel.call(LinuxCall.PIDFD_GETFD, -1)));
    print("raw-bpf", raw(kernel.call(LinuxCall.BPF, 99)));
    print("raw-userfaultfd", raw(kernel.call(LinuxCall.USERFAULTFD, -1)));
    print("raw-keyctl", raw(kernel.call(LinuxCall.KEYCTL, 9999)));
    print("raw-setns", raw(kernel.call(LinuxCall.SETNS, -1)));
    attemptOthers(kernel);
    if (cpu == Cpu.X86_64) {
      print("raw-x32-getpid", raw(kernel.callNumber(39 | FilterProgram.X32_BIT)));
      print("raw-x32-socket", raw(kernel.callNumber(41 | FilterProgram.X32_BIT, AF_INET, 1, 0)));
    }
    print("dumpable", Long.toString(kernel.call(LinuxCall.PRCTL, 3)));
  }

  /** Shared memory, mounts, signals and namespaces; signal 0 only asks. */
  private static void attemptOthers(LinuxKernel kernel) throws InterruptedException {
    long own = ProcessHandle.current().pid();
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    print("raw-shmget", raw(kernel.call(LinuxCall.SHMGET, 0, 4096, 0600)));
    print("raw-mq-open", raw(kernel.call(LinuxCall.MQ_OPEN, -1)));
    print("raw-mount", raw(kernel.call(LinuxCall.MOUNT, -1, -1)));
    print("raw-fsopen", raw(kernel.call(LinuxCall.FSOPEN, -1)));
    print("raw-chroot", raw(kernel.call(LinuxCall.CHROOT, -1)));
    print("raw-kill-itself", raw(kernel.call(LinuxCall.KILL, own, 0)));
    print("raw-kill-parent", raw(kernel.call(LinuxCall.KILL, parent, 0)));
    print("raw-kill-group", raw(kernel.call(LinuxCall.KILL, 0, 0)));
    print("raw-tgkill-parent", raw(kernel.call(LinuxCall.TGKILL, parent, parent, 0)));
    print("raw-pidfd-send-signal", raw(kernel.call(LinuxCall.PIDFD_SEND_SIGNAL, -1)));
    print("raw-own-a-descriptor", raw(kernel.call(LinuxCall.FCNTL, 0, 8, own)));
    print("raw-clone-namespace", raw(kernel.call(LinuxCall.CLONE, 0x1000_0200)));
    print("raw-limit-parent", raw(kernel.call(LinuxCall.PRLIMIT64, parent, 0)));
    print("raw-setxattr", raw(kernel.call(LinuxCall.SETXATTR, -1)));
    print("raw-chmod", raw(kernel.call(LinuxCall.FCHMODAT, -1)));
    print("raw-utimens", raw(kernel.call(LinuxCall.UTIMENSAT, -1)));
    print("child-unshares", child("unshare", "-U", "true"));
    print("child-signals-ours", child("sh", "-c", "kill -0 " + parent));
  }

  /**
   * Only the answer of the filter counts as a refusal; any other error came from further inside.
   */
  private static String raw(long answer) {
    return answer == -FilterProgram.REFUSED_ERRNO ? "refused" : "done " + answer;
  }

  private static String attempt(Callable<?> action) {
    try {
      Object result = action.call();
      return result == null ? "done" : "done " + result;
    } catch (Exception | LinkageError e) {
      return "refused " + e.getClass().getSimpleName() + " " + e.getMessage();
    }
  }

  private static String child(String... command) throws InterruptedException {
    try {
      Process child =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      child.getOutputStream().close();
      int code = child.waitFor();
      return code == 0 ? "done" : "refused " + code;
    } catch (IOException e) {
      return "absent";
    }
  }

  private static Object tcp(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    }
  }

  private static Object channel(int port) throws IOException {
    try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
      return channel.isConnected();
    }
  }

  private static Object udp(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              new byte[1], 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
      return null;
    }
  }

  private static Object listen() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      return server.isBound();
    }
  }

  /** Asks a name server on loopback, as the resolver would: what matters is that it cannot. */
  private static Object dns() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 53));
      return null;
    }
  }

  private static Object url(int port) throws IOException {
    try (var in = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
      return in.readAllBytes().length;
    }
  }

  private static Object local(Path folder) throws IOException {
    Path path = folder.resolve("s" + ProcessHandle.current().pid());
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      return null;
    } finally {
      Files.deleteIfExists(path);
    }
  }

  private static void print(String name, String result) {
    System.out.println(name + "=" + String.join(" ", List.of(result.split("\\s+"))));
  }
}
