package org.foresign.vault.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process took at most, as the system counts it. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private ProcessMemory() {}

  /** Peak resident set in MiB, or 0 where the system does not tell. */
  static long residentMegabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          return Long.parseLong(line.substring(PEAK.length()).replaceAll("[^0-9]", "")) >> 10;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
