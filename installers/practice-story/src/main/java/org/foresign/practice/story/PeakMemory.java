package org.foresign.practice.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The most memory this process ever had, as Linux counts it. */
final class PeakMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private PeakMemory() {}

  /** Megabytes of 1,048,576 bytes; null where the system does not say. */
  static @Nullable Long megabytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          // "VmHWM:     12345 kB", proc_pid_status(5).
          String digits = line.replaceAll("[^0-9]", "");
          return (Long.parseLong(digits) + 1023) / 1024;
        }
      }
      return null;
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }
}
