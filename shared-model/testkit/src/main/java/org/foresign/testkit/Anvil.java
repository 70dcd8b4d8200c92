package org.foresign.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An {@code anvil} process of a test: on loopback, on a port that the system picks, with the
 * publicly known development accounts, one slot an epoch so that blocks become final. The build
 * never fetches it; the test script puts it under {@code build/npm}.
 */
public final class Anvil implements AutoCloseable {
  /** Mnemonic of the accounts that hold 10,000 coins each; published, worthless. */
  public static final String MNEMONIC =
      "test test test test test test test test test test test junk";

  private static final String LISTENING = "Listening on 127.0.0.1:";
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final Thread reader;
  private final int port;

  private Anvil(Process process, Thread reader, int port) {
    this.process = process;
    this.reader = reader;
    this.port = port;
  }

  /** The program, where the test script put it. */
  public static Optional<Path> find() {
    Path modules = Path.of(System.getProperty("foresign.root", "."), "build/npm/node_modules");
    // The package's binary needs no node; the launcher in .bin does.
    return List.of(
            modules.resolve("@foundry-rs/anvil-linux-amd64/bin/anvil"),
            modules.resolve("@foundry-rs/anvil-linux-arm64/bin/anvil"),
            modules.resolve("@foundry-rs/anvil-darwin-arm64/bin/anvil"),
            modules.resolve("@foundry-rs/anvil-darwin-amd64/bin/anvil"),
            modules.resolve(".bin/anvil"))
        .stream()
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one, or skips the test with a word where anvil is not installed. */
  public static Anvil startOrSkip(long chainId, String... more) {
    Optional<Path> program = find();
    Skips.unless(program.isPresent(), "anvil is not installed under build/npm");
    List<String> command = new ArrayList<>();
    command.add(program.orElseThrow().toString());
    command.addAll(
        List.of(
            "--host", "127.0.0.1",
            "--port", "0",
            "--chain-id", Long.toString(chainId),
            "--slots-in-an-epoch", "1",
            "--threads", "1"));
    command.addAll(List.of(more));
    try {
      return listen(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new IllegalStateException("anvil does not start", e);
    }
  }

  private static Anvil listen(Process process) {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread reader = Thread.ofPlatform().daemon().start(() -> drain(process, port));
    try {
      return new Anvil(process, reader, port.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("anvil never said where it listens", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while anvil started", e);
    }
  }

  private static void drain(Process process, CompletableFuture<Integer> port) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(LISTENING)) {
          port.complete(Integer.valueOf(line.substring(LISTENING.length()).strip()));
        }
      }
      port.completeExceptionally(new IOException("anvil ended"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }

  /** Its JSON-RPC address. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
