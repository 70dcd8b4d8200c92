package org.foresign.practice.story;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the vault as a person would: as a program of its own, one command at a time, through its
 * public command line. The desk knows nothing else of it. A command ends within {@link
 * #PATIENCE_SECONDS} or is ended.
 *
 * @param leavesNothing whether what a vault notes in the user's home, the list of accounts that
 *     vaults held, goes into the practice folder and away with it
 */
record VaultProcess(Path root, StoryFolders folders, StoryPrinter printer, boolean leavesNothing) {
  private static final long PATIENCE_SECONDS = 900;
  private static final int MAX_LINE = 1 << 22;
  private static final int TAIL = 12;

  /** The folder that Foresign was started from: what the launcher says, or the working folder. */
  static Path installation() {
    @Nullable String home = System.getenv("FORESIGN_HOME");
    return Path.of(home == null || home.isBlank() ? System.getProperty("foresign.root", ".") : home)
        .toAbsolutePath()
        .normalize();
  }

  /**
   * Runs one command in the practice vault's home.
   *
   * @param words what the person is told while it runs
   * @throws ProblemException the vault's own problem when it names one
   */
  VaultReply run(String words, String... command) throws ProblemException {
    printer.busy(words);
    List<String> line = new ArrayList<>();
    line.add(launcher().toString());
    line.add("vault");
    line.addAll(List.of(command));
    line.addAll(
        List.of(
            "--home",
            folders.vault().toString(),
            "--passphrase-file",
            folders.vaultPassphrase().toString(),
            "--json"));
    try {
      return answer(start(line));
    } catch (IOException e) {
      throw new ProblemException(
          Problem.of(StoryProblem.STORY_VAULT_NOT_STARTED, String.valueOf(e.getMessage())), e);
    }
  }

  private Path launcher() throws ProblemException {
    boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
    Path launcher = root.resolve(windows ? "foresign.cmd" : "foresign");
    if (!Files.isRegularFile(launcher)) {
      throw Problem.of(StoryProblem.STORY_VAULT_NOT_STARTED, launcher.toString()).asException();
    }
    return launcher;
  }

  private Process start(List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line).directory(folders.root().toFile());
    // What runs now was built by whoever started the desk; a build here would surprise.
    builder.environment().put("FORESIGN_NO_BUILD", "1");
    if (leavesNothing) {
      builder.environment().put("HOME", folders.root().toString());
    }
    Path jdk = Path.of(System.getProperty("java.home"));
    if (Files.exists(jdk.resolve("bin/javac")) || Files.exists(jdk.resolve("bin/javac.exe"))) {
      builder.environment().put("FORESIGN_JAVA_HOME", jdk.toString());
    }
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private VaultReply answer(Process process) throws ProblemException, IOException {
    Deque<String> errors = new ArrayDeque<>();
    Thread listener = Thread.ofPlatform().daemon().start(() -> listen(process, errors));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      Watchdog watchdog = new Watchdog(process);
      String last = lastLine(out);
      boolean ended = watchdog.ended();
      listener.join(TimeUnit.SECONDS.toMillis(5));
      Optional<VaultReply> reply = ended ? VaultReply.parse(last) : Optional.empty();
      if (reply.isPresent() && process.exitValue() == 0 && reply.get().ok()) {
        return reply.get();
      }
      List<String> said = tail(errors);
      throw reply
          .map(answer -> answer.problem(said))
          .orElseGet(() -> new Problem(StoryProblem.STORY_VAULT_SILENT, said))
          .asException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(Problem.of(StoryProblem.STORY_VAULT_SILENT, "interrupted"), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Ends a child that never ends. */
  private static final class Watchdog {
    private final Process process;
    private final Thread thread;

    Watchdog(Process process) {
      this.process = process;
      this.thread = Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
      }
    }

    /** Waits for the end; whether it came. */
    boolean ended() throws InterruptedException {
      thread.join();
      return process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  private static String lastLine(BufferedReader out) throws IOException {
    String last = "";
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (!line.isBlank() && line.length() <= MAX_LINE) {
        last = line;
      }
    }
    return last;
  }

  private void listen(Process process, Deque<String> errors) {
    try (BufferedReader in = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String plain = line.replaceAll("[\\p{Cntrl}]", " ").strip();
        if (!plain.isEmpty()) {
          remember(errors, plain);
        }
      }
    } catch (IOException e) {
      remember(errors, "its words could not be read to the end");
    }
  }

  private void remember(Deque<String> errors, String line) {
    printer.busy("vault: " + line);
    synchronized (errors) {
      errors.addLast(line);
      while (errors.size() > TAIL) {
        errors.removeFirst();
      }
    }
  }

  private static List<String> tail(Deque<String> errors) {
    synchronized (errors) {
      return List.copyOf(errors);
    }
  }
}
