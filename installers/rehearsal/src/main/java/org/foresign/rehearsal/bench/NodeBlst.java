package org.foresign.rehearsal.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.foresign.desk.staking.DepositFile;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositRoots;
import org.jspecify.annotations.Nullable;

/** A node process that checks the deposits of a file with the npm binding of blst, on demand. */
final class NodeBlst implements AutoCloseable {
  private static final String SCRIPT = "blst-rounds.cjs";

  private final Path folder;
  private final Process process;
  private final Writer toNode;
  private final BufferedReader fromNode;

  /** Node is not here. */
  static final class Absent extends Exception {
    private static final long serialVersionUID = 1;

    Absent(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private NodeBlst(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.toNode = process.outputWriter(StandardCharsets.US_ASCII);
    this.fromNode = process.inputReader(StandardCharsets.US_ASCII);
  }

  static NodeBlst start(Path binding, DepositFile file) throws IOException, Absent {
    Path folder = Files.createTempDirectory("foresign-bench");
    Path script = folder.resolve(SCRIPT);
    Path triples = folder.resolve("triples");
    try (InputStream resource = NodeBlst.class.getResourceAsStream(SCRIPT)) {
      if (resource == null) {
        throw new IllegalStateException(SCRIPT + " is not in the jar");
      }
      Files.copy(resource, script);
    }
    List<String> lines = file.deposits().stream().map(deposit -> line(deposit, file)).toList();
    Files.write(triples, lines);
    ProcessBuilder builder =
        new ProcessBuilder("node", script.toString(), binding.toString(), triples.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new NodeBlst(folder, builder.start());
    } catch (IOException e) {
      remove(folder);
      throw new Absent("node can't be started", e);
    }
  }

  /** Checks all deposits once; the time is taken inside node. */
  double seconds() throws IOException {
    toNode.write("go\n");
    toNode.flush();
    @Nullable String answer = fromNode.readLine();
    if (answer == null) {
      throw new IOException("node ended before it was asked to");
    }
    return Long.parseLong(answer) / 1e9;
  }

  @Override
  public void close() throws IOException {
    try {
      toNode.close(); // the end of its input ends the script
      fromNode.close();
    } finally {
      process.destroy();
      remove(folder);
    }
  }

  private static String line(DepositData deposit, DepositFile file) {
    return String.join(
        " ",
        deposit.publicKey().bytes().hex(),
        DepositRoots.signing(deposit, file.network().genesisFork()).bytes().hex(),
        deposit.signature().bytes().hex());
  }

  private static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(SCRIPT));
    Files.deleteIfExists(folder.resolve("triples"));
    Files.delete(folder);
  }
}
