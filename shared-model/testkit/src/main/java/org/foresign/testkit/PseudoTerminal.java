package org.foresign.testkit;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program on a real pseudo-terminal, made by {@code script} of util-linux. Whoever drives it
 * waits for what the screen shows and then types, as a person does. Closing it kills the program.
 */
public final class PseudoTerminal implements AutoCloseable {
  /** What Ctrl-C sends. */
  public static final char INTERRUPT = '\u0003';

  /** What Ctrl-D sends. */
  public static final char END_OF_INPUT = '\u0004';

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final OutputStream keyboard;
  private final Thread reader;
  private final StringBuilder screen = new StringBuilder();
  private int seen;
  private boolean ended;

  private PseudoTerminal(Process process) {
    this.process = process;
    this.keyboard = process.getOutputStream();
    this.reader = Thread.ofPlatform().daemon().start(this::read);
  }

  /** Whether this machine can make a pseudo-terminal. */
  public static boolean available() {
    try {
      Process probe =
          new ProcessBuilder(onTerminal(List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean done = probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
      probe.destroyForcibly();
      return done;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Goes on only where there is a pseudo-terminal. */
  public static void orSkip() {
    Skips.unless(
        available(),
        "no pseudo-terminal: 'script' of util-linux and 'env' of coreutils are needed");
  }

  /**
   * Starts a program.
   *
   * @param prefix put before the terminal, such as that of {@link EmptyNetwork}
   * @param environment of the program, beside what this process has
   * @param removed names of variables that the program must not see
   */
  public static PseudoTerminal start(
      List<String> prefix,
      List<String> command,
      Map<String, String> environment,
      List<String> removed) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(onTerminal(command));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().keySet().removeAll(removed);
    builder.environment().putAll(environment);
    builder.environment().put("SHELL", "/bin/sh"); // script runs the command by it
    try {
      return new PseudoTerminal(builder.start());
    } catch (IOException e) {
      throw new IllegalStateException("the program does not start", e);
    }
  }

  /**
   * Waits until the screen shows {@code text} after what was awaited before, and returns all that
   * came up to its end.
   */
  public synchronized String await(String text) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      int at = screen.indexOf(text, seen);
      if (at >= 0) {
        String shown = screen.substring(seen, at + text.length());
        seen = at + text.length();
        return shown;
      }
      long left = deadline - System.nanoTime();
      if (ended || left <= 0) {
        throw new AssertionError("the screen never showed '" + text + "' but: " + screen);
      }
      waitFor(left);
    }
  }

  /** Types a line and the enter key. */
  public void type(String line) {
    send(line + "\n");
  }

  /** Presses one key, such as {@link #INTERRUPT}. */
  public void press(char key) {
    send(String.valueOf(key));
  }

  /** Waits for the program's own end and returns its exit code. */
  public int awaitExit() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the program does not end; the screen shows: " + screen());
      }
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the program", e);
    }
    return process.exitValue();
  }

  /** All that the terminal has shown so far, with plain line ends. */
  public synchronized String screen() {
    return screen.toString();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<String> onTerminal(List<String> command) {
    String quoted =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ", "exec ", ""));
    // Who runs the tests in the background ignores the interrupt key, and children inherit that.
    return List.of("env", "--default-signal=INT,QUIT", "script", "-qec", quoted, "/dev/null");
  }

  private void send(String keys) {
    try {
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    } catch (IOException e) {
      throw new AssertionError("nobody reads the keyboard; the screen shows: " + screen(), e);
    }
  }

  private void waitFor(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the program", e);
    }
  }

  private void read() {
    char[] buffer = new char[4_096];
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        show(new String(buffer, 0, count).replace("\r", ""));
      }
    } catch (IOException e) {
      show("(the terminal broke: " + e.getMessage() + ")");
    } finally {
      markEnded();
    }
  }

  private synchronized void show(String text) {
    screen.append(text);
    notifyAll();
  }

  private synchronized void markEnded() {
    ended = true;
    notifyAll();
  }
}
