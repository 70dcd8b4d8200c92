package org.foresign.vault.lock;

import java.util.Locale;
import java.util.Optional;

/**
 * The CPU families whose system call numbers the filter knows. Audit values: {@code AUDIT_ARCH_*}
 * of {@code linux/audit.h}.
 */
enum Cpu {
  X86_64(0xC000003E),
  AARCH64(0xC00000B7);

  private final int auditArchitecture;

  Cpu(int auditArchitecture) {
    this.auditArchitecture = auditArchitecture;
  }

  /** The family of this process on Linux; empty on another system or CPU. */
  static Optional<Cpu> ofLinux() {
    if (!isLinux()) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }

  int auditArchitecture() {
    return auditArchitecture;
  }
}
