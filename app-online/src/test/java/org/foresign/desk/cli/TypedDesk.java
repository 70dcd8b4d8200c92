package org.foresign.desk.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.desk.TestDesk;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.LoopControl;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.CancelToken;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.secret.SecretAccess;
import org.foresign.terminal.Prompt;
import org.foresign.usb.Folders;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Types commands at a desk of its own, as they reach the program, and keeps what it says. */
final class TypedDesk {
  private final Path home;
  private final Path passphrase;
  private final Deque<Runnable> pauses = new ArrayDeque<>();
  private int pausesTaken;
  private boolean onTerminal;
  private boolean stopped;

  TypedDesk(Path folder) throws IOException {
    home = folder.resolve("desk");
    passphrase = folder.resolve("passphrase");
    Files.writeString(passphrase, TestDesk.PASSPHRASE + "\n");
  }

  /** What a command said and how it ended. */
  record Said(int code, String out, String err) {
    /** The object on the last line. */
    JsonNode json() {
      return JsonMapper.shared().readTree(out.lines().toList().getLast());
    }
  }

  /** Makes the desk. */
  TestDesk create() throws ProblemException {
    return TestDesk.create(home);
  }

  /** Makes a desk that is not for practice. */
  TestDesk createReal() throws ProblemException {
    return TestDesk.createReal(home);
  }

  /** Opens the desk's home beside the commands, between two of them. */
  TestDesk open() throws ProblemException {
    return TestDesk.open(home);
  }

  static void endpoints(TestDesk desk, Chain chain, PracticeChain practice)
      throws ProblemException {
    new Endpoints(desk.home())
        .set(chain, Endpoints.Kind.EXECUTION, List.of(practice.url().toString()));
  }

  /** A leaf's number, as the desk itself lists it. */
  long leaf(Chain chain, long nonce, String releaseClass) {
    for (JsonNode lane : run("leaves", "--offline", "--json").json().path("lanes")) {
      for (JsonNode leaf : lane.path("leaves")) {
        if (lane.path("chain").asLong() == chain.reference()
            && leaf.path("nonce").asLong() == nonce
            && leaf.path("class").asString().equals(releaseClass)) {
          return leaf.path("id").asLong();
        }
      }
    }
    throw new AssertionError("no leaf of nonce " + nonce);
  }

  /**
   * What happens while the next command waits, one step a pause. When there is none left, somebody
   * has pressed Ctrl-C.
   */
  TypedDesk whileWaiting(Runnable... steps) {
    pauses.addAll(List.of(steps));
    return this;
  }

  /** From now on as if a person read the error output. */
  TypedDesk atTerminal() {
    onTerminal = true;
    return this;
  }

  /** Somebody has pressed Ctrl-C before the command does anything. */
  TypedDesk stoppedAtOnce() {
    stopped = true;
    return this;
  }

  int pausesTaken() {
    return pausesTaken;
  }

  Said run(String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.addAll(List.of("--home", home.toString(), "--passphrase-file", passphrase.toString()));
    return alone(args.toArray(String[]::new));
  }

  /** All commands, ready to be used once. */
  CommandLine commandLine() {
    return DeskCommands.commandLine(
        new DeskTerminal(
            new DeskTools(
                SecretAccess.grant(),
                new SecureRandom(),
                Clock.systemUTC(),
                Secp256k1.best(),
                new Folders()),
            new Bystander(onTerminal),
            Scripted::new));
  }

  /** The same without a home. */
  Said alone(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(args);
    return new Said(code, out.toString(), err.toString());
  }

  /** Reads, and is asked nothing: passphrases come from a file. */
  private record Bystander(boolean isInteractive) implements Prompt {
    @Override
    public void begin() {}

    @Override
    public void end() {}

    @Override
    public char[] secret(String label) {
      throw new AssertionError("asked for: " + label);
    }

    @Override
    public boolean confirm(String question) {
      throw new AssertionError("asked: " + question);
    }

    @Override
    public String line(String question) {
      throw new AssertionError("asked: " + question);
    }

    @Override
    public void show(List<String> lines) {}

    @Override
    public void showSecret(String title, char[] secret) {
      throw new AssertionError("showed a secret");
    }
  }

  /** Waits for nothing: plays the next step of the script. */
  private final class Scripted implements LoopControl {
    private final CancelToken token = new CancelToken();

    Scripted() {
      if (stopped) {
        token.cancel();
      }
    }

    @Override
    public CancelToken token() {
      return token;
    }

    @Override
    public void pause(Duration time) {
      pausesTaken++;
      if (pauses.isEmpty()) {
        token.cancel();
      } else {
        pauses.removeFirst().run();
      }
    }

    @Override
    public void close() {}
  }
}
