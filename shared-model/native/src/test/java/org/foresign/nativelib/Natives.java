package org.foresign.nativelib;

import java.nio.file.Path;
import org.foresign.testkit.Skips;

/** The folder of the natives in tests, and the skip where there is no native library. */
final class Natives {
  private Natives() {}

  static Path folder() {
    Skips.unless(Platform.current().isPresent(), "no native library for this platform");
    return Path.of(System.getProperty("foresign.natives"));
  }
}
