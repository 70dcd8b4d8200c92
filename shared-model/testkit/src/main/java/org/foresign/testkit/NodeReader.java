package org.foresign.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Our second reader of the formats, in JavaScript and from the words of docs/spec alone. It reads a
 * message a line, its kind and hex words, and answers a line each.
 */
public final class NodeReader {
  private static final long MINUTES = 5;

  private NodeReader() {}

  /** Whether node is installed. */
  public static boolean isThere() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      try (InputStream out = node.getInputStream()) {
        String version = new String(out.readAllBytes(), StandardCharsets.US_ASCII);
        return node.waitFor() == 0 && version.startsWith("v");
      }
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What the reader says of each message.
   *
   * @param folder an empty one
   */
  public static List<String> answers(Path folder, List<String> messages)
      throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("foresign.root", "../.."));
    Path core = root.resolve("shared-model/core/src");
    Path asked = folder.resolve("messages");
    Path answered = folder.resolve("answers");
    Path errors = folder.resolve("errors");
    Files.write(asked, messages);
    String page = Files.readString(root.resolve("docs/spec/words.md")).replace("\n", " ");
    String listHash = page.replaceAll(".*SHA-256 `([0-9a-f]{64})`.*", "$1");
    Process node =
        new ProcessBuilder(
                "node",
                core.resolve("test/reader/main.mjs").toString(),
                core.resolve("main/resources/org/foresign/crypto/eff-long-wordlist.txt").toString(),
                listHash)
            .redirectInput(asked.toFile())
            .redirectOutput(answered.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!node.waitFor(MINUTES, TimeUnit.MINUTES)) {
      node.destroyForcibly();
      throw new AssertionError("the reader did not end");
    }
    if (node.exitValue() != 0) {
      throw new AssertionError(Files.readString(errors));
    }
    return Files.readAllLines(answered, StandardCharsets.UTF_8);
  }
}
