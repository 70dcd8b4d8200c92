package org.foresign.vault.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.SignerProvider;
import org.foresign.terminal.Prompt;
import org.foresign.vault.lock.LockReport;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.TestHome;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vault driven by its commands inside this JVM. */
public final class TestVault extends TestHome {
  private final FakePrompt prompt = new FakePrompt(moments());
  private final VaultServices services =
      new VaultServices(tools(), prompt, () -> new LockReport(List.of()));

  public TestVault(Path folder, Clock clock, SigningWrite points) {
    super(folder, clock, points);
  }

  /** With another kind of signer beside the local one. */
  public TestVault(Path folder, Clock clock, SigningWrite points, SignerProvider other) {
    super(folder, clock, points, other);
  }

  /** What a command printed and how it ended. */
  public record Outcome(int exit, String out, String err) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(out.strip().lines().toList().getLast());
    }

    public String problem() {
      return json().path("problem").path("code").asString("none");
    }

    public Outcome fine() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + ": " + out + err);
      }
      return this;
    }
  }

  public FakePrompt prompt() {
    return prompt;
  }

  public VaultServices services() {
    return services;
  }

  /** Runs a command with JSON output and the passphrase from a file. */
  public Outcome run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--passphrase-file", file("passphrase").toString()));
    return runBare(all.toArray(String[]::new));
  }

  /** Runs a command as it is, with this home. */
  public Outcome runBare(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--home", home().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = VaultCommands.commandLine(services);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int exit = line.execute(all.toArray(String[]::new));
    return new Outcome(exit, out.toString(), err.toString());
  }

  /** Answers from a list; nobody is there when it is empty. */
  public static final class FakePrompt implements Prompt {
    private static final Pattern TWO_WORDS =
        Pattern.compile("Word ([0-9]+) and word ([0-9]+), from ");
    private final List<String> secrets = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<List<String>> read = new ArrayList<>();
    private final List<String> moments;
    private boolean interactive;
    private boolean yes;

    FakePrompt(List<String> moments) {
      this.moments = moments;
    }

    FakePrompt answers(boolean confirm, String... typed) {
      interactive = true;
      yes = confirm;
      secrets.clear();
      secrets.addAll(List.of(typed));
      return this;
    }

    /** What is typed where a line is asked for, in this order. */
    FakePrompt typesLines(String... typed) {
      lines.clear();
      lines.addAll(List.of(typed));
      return this;
    }

    /** Ten words that this person reads on paper or on another screen. */
    FakePrompt reads(List<String> ten) {
      read.add(ten);
      return this;
    }

    List<String> shown() {
      return shown;
    }

    @Override
    public void begin() {}

    @Override
    public void end() {}

    /** The two words that are asked for, from the line above or from where else they stand. */
    private String twoWords(MatchResult places, boolean above) {
      int one = Integer.parseInt(places.group(1)) - 1;
      int two = Integer.parseInt(places.group(2)) - 1;
      if (above) {
        String line =
            shown.stream().filter(text -> text.startsWith("words:  1 ")).toList().getLast();
        String[] numbered = line.split(" +");
        return numbered[2 * one + 2] + " " + numbered[2 * two + 2];
      }
      // The newest first: an older page may have left out the same two places.
      for (List<String> ten : read.reversed()) {
        List<String> most = new ArrayList<>(ten);
        most.set(one, "____");
        most.set(two, "____");
        if (String.join("\n", shown).contains(String.join(" ", most))) {
          return ten.get(one) + " " + ten.get(two);
        }
      }
      throw new AssertionError("nobody has read these words: " + shown);
    }

    @Override
    public boolean isInteractive() {
      return interactive;
    }

    @Override
    public char[] secret(String label) throws ProblemException {
      requirePerson();
      if (secrets.isEmpty()) {
        throw org.foresign.model.problem.Problem.of(
                org.foresign.terminal.TerminalProblem.INPUT_ENDED)
            .asException();
      }
      return secrets.removeFirst().toCharArray();
    }

    @Override
    public String line(String question) throws ProblemException {
      requirePerson();
      shown.add(question);
      Matcher places = TWO_WORDS.matcher(question);
      if (places.lookingAt()) {
        boolean above = question.endsWith("the line above");
        // Who says no to what is decided has compared the sheet before.
        boolean sheet = question.endsWith("the sheet's last line") && !read.isEmpty();
        return yes || sheet ? twoWords(places.toMatchResult(), above) : "";
      }
      if (question.equals("Press enter when it is written")) {
        moments.add("written");
        return "";
      }
      if (lines.isEmpty()) {
        throw org.foresign.model.problem.Problem.of(
                org.foresign.terminal.TerminalProblem.INPUT_ENDED)
            .asException();
      }
      return lines.removeFirst();
    }

    @Override
    public boolean confirm(String question) throws ProblemException {
      requirePerson();
      return yes || question.equals("Is the sheet still without such a line?");
    }

    @Override
    public void show(List<String> lines) throws ProblemException {
      requirePerson();
      shown.addAll(lines);
    }

    @Override
    public void showSecret(String title, char[] secret) throws ProblemException {
      requirePerson();
      shown.add(new String(secret));
    }

    private void requirePerson() throws ProblemException {
      if (!interactive) {
        throw org.foresign.model.problem.Problem.of(
                org.foresign.terminal.TerminalProblem.TERMINAL_NEEDED)
            .asException();
      }
    }
  }

  /** Ten words of which two are left out. */
  static Pattern twoLeftOut(String ten) {
    String each = "(?:" + ten.replace(" ", "|____) (?:") + "|____)";
    String gap = "____.*".repeat(2);
    return Pattern.compile("(?m)(?=.*: .*" + gap + "$)(?!.*(?:____.*){3}$)^.*: " + each);
  }
}
