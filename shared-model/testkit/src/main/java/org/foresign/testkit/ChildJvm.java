package org.foresign.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process of a test with everything it printed. Closing it kills it. */
public final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final Thread reader;
  private final List<String> lines = new ArrayList<>();
  private volatile boolean killed;
  private boolean ended;

  ChildJvm(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  public long pid() {
    return process.pid();
  }

  /** The child's standard input. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** Waits until the child has printed a line that starts with {@code start}, and returns it. */
  public String awaitLine(String start) {
    return awaitLines(start, 1).getLast();
  }

  /** Waits until {@code count} lines that start with {@code start} are there. */
  public synchronized List<String> awaitLines(String start, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      List<String> found = lines.stream().filter(line -> line.startsWith(start)).toList();
      if (found.size() >= count) {
        return found;
      }
      long left = deadline - System.nanoTime();
      if (ended || left <= 0) {
        throw new AssertionError("the child never printed '" + start + "' but: " + lines);
      }
      waitFor(left);
    }
  }

  /** What the child has printed so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Ends the child with SIGKILL and returns all that it had printed. */
  public List<String> kill() {
    killed = true;
    process.destroyForcibly();
    return finish();
  }

  /** Waits for the child's own end. */
  public int awaitExit() {
    finish();
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }

  private List<String> finish() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the child does not end; it printed: " + lines());
      }
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the child", e);
    }
    return lines();
  }

  private void waitFor(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the child", e);
    }
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      if (!killed) { // after a kill the pipe is closed under the reader, which is no finding
        add("(the pipe from the child broke: " + e.getMessage() + ")");
      }
    } finally {
      markEnded();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void markEnded() {
    ended = true;
    notifyAll();
  }
}
