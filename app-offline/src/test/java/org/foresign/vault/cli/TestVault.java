package org.foresign.vault.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.HkdfSha256;
import org.foresign.crypto.Secp256k1;
import org.foresign.files.SecretFile;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.wrap.PassphraseStretcher;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.SignerProvider;
import org.foresign.signer.SignerRegistry;
import org.foresign.signer.local.LocalProvider;
import org.foresign.store.SqliteNative;
import org.foresign.terminal.Prompt;
import org.foresign.usb.FolderCarrier;
import org.foresign.vault.keys.KnownAccounts;
import org.foresign.vault.keys.WrappedSecrets;
import org.foresign.vault.lock.LockReport;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.sign.FakeDevice;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.PassphraseAsker;
import org.foresign.vault.work.Sitting;
import org.foresign.vault.work.VaultTools;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A vault driven by its commands inside this JVM. The passphrase is stretched by one HKDF step: a
 * test of its own runs the real process.
 */
public final class TestVault {
  static final String PASSPHRASE = "correct horse battery staple";
  static final String DEVELOPMENT_WORDS =
      "test test test test test test test test test test test junk";

  private final Path folder;
  private String homeName = "vault";
  private final VaultServices services;
  private final List<String> moments = new ArrayList<>();
  private final FakePrompt prompt = new FakePrompt(moments);
  private VaultTools.Locks locks = practice -> {};

  public TestVault(Path folder, Clock clock, SigningWrite points) {
    this(folder, clock, points, new FakeDevice());
  }

  /** With another kind of signer beside the local one. */
  public TestVault(Path folder, Clock clock, SigningWrite points, SignerProvider other) {
    this.folder = folder;
    SecretAccess access = SecretAccess.grant();
    SecureRandom random = new SecureRandom();
    PassphraseStretcher stretcher =
        (passphrase, salt, cost) -> {
          moments.add("passphrase");
          return new PassphraseStretcher.Stretched(
              passphrase.useUtf8(
                  access,
                  raw -> SecretBytes.take(HkdfSha256.derive(raw, salt.toArray(), new byte[0], 32))),
              1);
        };
    this.services =
        new VaultServices(
            new VaultTools(
                access,
                random,
                clock,
                this::look,
                new WrappedSecrets(stretcher, access, random),
                SqliteNative::load,
                Secp256k1::best,
                Bls::best,
                new KnownAccounts(folder.resolve("user")),
                new SignerRegistry(List.of(new LocalProvider(Secp256k1::best, access), other)),
                FolderCarrier::new,
                folder.resolve("vault"),
                point -> {
                  moments.add(point);
                  points.reached(point);
                }),
            prompt,
            () -> new LockReport(List.of()));
    write("passphrase", PASSPHRASE);
    write("words", DEVELOPMENT_WORDS);
  }

  private void look(boolean practice) throws ProblemException {
    moments.add("locks");
    locks.requireForSigning(practice);
  }

  /** Locks that answer as {@code locks} does from now on. */
  void locks(VaultTools.Locks locks) {
    this.locks = locks;
  }

  /** In their order: looks at the locks, passphrases, and points where something is written. */
  public List<String> moments() {
    return moments;
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

  public Path home() {
    return folder.resolve(homeName);
  }

  /** Uses another home beside the first, of the same user. */
  void useHome(String name) {
    homeName = name;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  public Path stick(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public FakePrompt prompt() {
    return prompt;
  }

  public VaultServices services() {
    return services;
  }

  /** This vault as a workflow has it. */
  public Sitting sit() throws ProblemException {
    return Sitting.open(services.tools(), home());
  }

  /** Knows the passphrase of this vault, and gives it once. */
  public PassphraseAsker asker() {
    return request -> {
      if (request.wrong().isPresent()) {
        throw request.wrong().get().asException();
      }
      return SecretFile.firstLine(file("passphrase"));
    };
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

  SignedIdentityCard card() throws ProblemException {
    try (VaultHome open =
        VaultHome.open(home(), SqliteNative.load(), services.tools().clock().instant())) {
      return open.facts().card();
    }
  }

  /** Hash over every table but the journal and the ceremony's counters. */
  Digest32 stateWithoutJournal() throws ProblemException {
    try (VaultHome open =
        VaultHome.open(home(), SqliteNative.load(), services.tools().clock().instant())) {
      return open.database()
          .read(sql -> {
            StringBuilder all = new StringBuilder();
            for (String query :
                List.of(
                    "SELECT group_concat(hex(digest) || state || hex(coalesce(result, '')))"
                        + " FROM batch",
                    "SELECT group_concat(batch || '/' || position || hex(signing_digest))"
                        + " FROM leaf",
                    "SELECT group_concat(batch || '/' || nonce || hex(exposure)) FROM slot_use",
                    "SELECT group_concat(hex(digest) || revoked) FROM peer",
                    "SELECT group_concat(hex(hash) || active_from) FROM policy",
                    "SELECT group_concat(hex(address)) FROM account")) {
              all.append(sql.query(query, row -> row.optionalText(1).orElse("-"))).append('\n');
            }
            return Digest32.of(
                org.foresign.crypto.Sha256.hash(all.toString().getBytes(StandardCharsets.UTF_8)));
          });
    }
  }

  void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(file(name), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      return yes || question.equals("Has the sheet no such line?");
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

  public static Bytes only(Path stick, org.foresign.carry.ParcelKind kind) throws ProblemException {
    var carrier = new org.foresign.usb.FolderCarrier(stick);
    var names = carrier.waiting(kind);
    if (names.size() != 1) {
      throw new AssertionError(names.size() + " parcels of " + kind);
    }
    return carrier.receive(names.getFirst()).bytes();
  }
}
