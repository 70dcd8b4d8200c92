package org.foresign.vault.lock;

/**
 * System calls by name, with their numbers on each CPU family: {@code asm/unistd_64.h} for x86_64,
 * {@code asm-generic/unistd.h} for aarch64.
 */
enum LinuxCall {
  SOCKET(41, 198),
  SOCKETPAIR(53, 199),
  CONNECT(42, 203),
  ACCEPT(43, 202),
  ACCEPT4(288, 242),
  BIND(49, 200),
  LISTEN(50, 201),
  SENDTO(44, 206),
  RECVFROM(45, 207),
  SENDMSG(46, 211),
  RECVMSG(47, 212),
  SENDMMSG(307, 269),
  RECVMMSG(299, 243),

  IO_URING_SETUP(425, 425),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),

  PTRACE(101, 117),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  PIDFD_GETFD(438, 438),
  KCMP(312, 272),
  PERF_EVENT_OPEN(298, 241),
  USERFAULTFD(323, 282),

  BPF(321, 280),
  ADD_KEY(248, 217),
  REQUEST_KEY(249, 218),
  KEYCTL(250, 219),

  SETNS(308, 268),
  UNSHARE(272, 97),
  OPEN_BY_HANDLE_AT(304, 265),
  INIT_MODULE(175, 105),
  FINIT_MODULE(313, 273),
  DELETE_MODULE(176, 106),
  KEXEC_LOAD(246, 104),
  KEXEC_FILE_LOAD(320, 294),

  IOCTL(16, 29),
  PRCTL(157, 167),
  SECCOMP(317, 277),
  GETSOCKOPT(55, 209),
  CLOSE(3, 57);

  private final int onX86;
  private final int onArm;

  LinuxCall(int onX86, int onArm) {
    this.onX86 = onX86;
    this.onArm = onArm;
  }

  int number(Cpu cpu) {
    return switch (cpu) {
      case X86_64 -> onX86;
      case AARCH64 -> onArm;
    };
  }
}
