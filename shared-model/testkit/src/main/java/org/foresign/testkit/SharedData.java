package org.foresign.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Test data that lies beside the checkout, in {@code ../shared/data}. A test that needs it is
 * skipped, with a word, where it is absent.
 */
public final class SharedData {
  private SharedData() {}

  /** The project's root, from the system property {@code foresign.root} that the build sets. */
  public static Path projectRoot() {
    @Nullable String root = System.getProperty("foresign.root");
    if (root == null || root.isBlank()) {
      throw new IllegalStateException("the system property foresign.root is not set");
    }
    return Path.of(root).toAbsolutePath().normalize();
  }

  /** A file or folder of the shared data, such as {@code deposit/bad-truncated.json}. */
  public static Path require(String relative) {
    Path path = projectRoot().resolve("../shared/data").normalize().resolve(relative);
    Skips.unless(Files.exists(path), "shared data absent: " + relative);
    return path;
  }

  /** The content of a shared file. */
  public static byte[] read(String relative) {
    try {
      return Files.readAllBytes(require(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
