package org.foresign.testkit;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern TWO_WORDS =
      Pattern.compile("Word ([0-9]+) and word ([0-9]+), from [^\\n]*: ");

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
    return await(Pattern.compile(Pattern.quote(text)));
  }

  /** The same for a pattern; what it matches is the end of what is returned. */
  public synchronized String await(Pattern pattern) {
    return awaitOrEnd(pattern)
        .orElseThrow(
            () -> new AssertionError("the screen never showed '" + pattern + "' but: " + screen));
  }

  /**
   * The same, or nothing when the program ends without having shown it. As long as the screen
   * changes now and then, a long run is waited for.
   */
  public synchronized Optional<String> awaitOrEnd(Pattern pattern) {
    long deadline = 0;
    int length = -1;
    while (true) {
      if (screen.length() != length) {
        length = screen.length();
        deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      }
      Matcher found = pattern.matcher(screen);
      if (found.find(seen)) {
        String shown = screen.substring(seen, found.end());
        seen = found.end();
        return Optional.of(shown);
      }
      if (ended) {
        return Optional.empty();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("the screen never showed '" + pattern + "' but: " + screen);
      }
      waitFor(left);
    }
  }

  /**
   * Waits for the question for two of ten words, and answers it by words that are known from
   * elsewhere. Returns what came up to the question.
   */
  public String typeTwoOf(String tenWords) {
    return typeTwoOf(List.of(tenWords.split(" ")), "");
  }

  /** The same with something typed behind the answer, at once. */
  public String typeTwoOf(List<String> tenWords, String behind) {
    String shown = await(TWO_WORDS);
    Matcher places = TWO_WORDS.matcher(shown);
    if (!places.find()) {
      throw new AssertionError(shown);
    }
    type(wordAt(tenWords, places.group(1)) + " " + wordAt(tenWords, places.group(2)) + behind);
    return shown;
  }

  /** Answers the same question by the numbered words that stand above it. */
  public String typeTwoOfTheLineAbove() {
    String shown = await(TWO_WORDS);
    Matcher places = TWO_WORDS.matcher(shown);
    Matcher ten = Pattern.compile("words: ((?: +\\d+ [a-z-]+){10})").matcher(shown);
    if (!places.find() || !ten.find()) {
      throw new AssertionError("no numbered words: " + shown);
    }
    List<String> words = List.of(ten.group(1).replaceAll(" +\\d+ ", " ").strip().split(" "));
    type(wordAt(words, places.group(1)) + " " + wordAt(words, places.group(2)));
    return shown;
  }

  private static String wordAt(List<String> words, String place) {
    return words.get(Integer.parseInt(place) - 1);
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
    send(keys.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends what a terminal in another encoding would send. */
  public void send(byte... keys) {
    try {
      keyboard.write(keys);
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
