package org.foresign.nativelib;

import java.util.Locale;
import java.util.Optional;

/**
 * Systems for which a library with the C interface exists. The Windows files of both projects
 * export their JNI wrappers only, so Windows uses Bouncy Castle.
 */
enum Platform {
  LINUX_X64,
  LINUX_ARM64,
  MAC_X64,
  MAC_ARM64;

  static Optional<Platform> current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Optional<Platform> of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (!arm && !intel) {
      return Optional.empty();
    }
    if (os.startsWith("linux")) {
      return Optional.of(arm ? LINUX_ARM64 : LINUX_X64);
    }
    if (os.startsWith("mac")) {
      return Optional.of(arm ? MAC_ARM64 : MAC_X64);
    }
    return Optional.empty();
  }
}
