package org.foresign.vault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.StubClock;
import org.foresign.vault.cli.TestVault.Outcome;
import org.foresign.vault.sign.SigningWrite;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do at the vault that is not right, and the problem that names it. The sentences of
 * each code are in docs/operator/problems.md.
 */
class VaultSituationsTest {
  private static final StubClock CLOCK = StubClock.at("2026-11-21T10:00:00Z");
  private static final String OTHER_WORDS =
      "legal winner thank year wave sausage worth useful legal winner thank yellow";

  /** Somebody does something; none of it changes anything that another situation needs. */
  @FunctionalInterface
  private interface Act {
    Outcome run() throws Exception;
  }

  private record Situation(String name, String code, Act act) {}

  @TempDir private Path folder;
  private Story story;
  private TestVault bare;
  private Story.Delivered signed;
  private Story.Delivered open;
  private final List<Situation> all = new ArrayList<>();
  private int files;

  private void when(String name, String code, Act act) {
    all.add(new Situation(name, code, act));
  }

  @TestFactory
  Stream<DynamicTest> namesWhatIsWrong() throws Exception {
    story = Story.begin(folder.resolve("story"), CLOCK);
    bare = new TestVault(folder.resolve("bare"), CLOCK, SigningWrite.NONE);
    bare.run("create", "--practice").fine();
    signed = story.deliver(story.plan());
    story.sign(signed).fine();
    story.vault.run("policy", "draft").fine();
    Digest32 last =
        story.desk.resultDigest(
            story.desk.openResult(story.result(signed), signed.batch(), story.vaultCard));
    open = story.deliver(story.plan().nonces(3, 1).sequence(2, last));
    homes();
    sticks();
    policy();
    pairing();
    accounts();
    files();
    return all.stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  Outcome outcome = one.act().run();
                  assertThat(outcome.problem()).as(outcome.out()).isEqualTo(one.code());
                  assertThat(outcome.exit())
                      .isEqualTo(
                          one.code().equals("consent-missing")
                              ? VaultExitCode.REFUSED
                              : VaultExitCode.PROBLEM);
                }));
  }

  private void homes() {
    TestVault nobody = new TestVault(folder.resolve("nobody"), CLOCK, SigningWrite.NONE);
    when("no vault in the home", "vault-not-there", () -> nobody.run("status"));
    when("a second vault in a home", "vault-exists", () -> story.vault.run("create", "--practice"));
    when(
        "a wrong passphrase in a file",
        "unlock-passphrase-file-wrong",
        () -> {
          Path wrong = file("an entirely different passphrase\n");
          return story.vault.runBare("unlock", "check", "--json", "--passphrase-file", "" + wrong);
        });
    when(
        "nobody at the terminal",
        "terminal-needed",
        () -> story.vault.runBare("unlock", "check", "--json"));
    when(
        "no kept result",
        "sign-no-result",
        () -> bare.run("reexport", "--out", bare.stick("out").toString()));
    when(
        "closing what was not interrupted",
        "sign-not-open",
        () ->
            story.vault.run(
                "batch", "close", "abcdef0123456789", "--reason", "test", "--out", stick()));
    when("a policy that is not there", "policy-none", () -> bare.run("policy", "show"));
    when("no draft", "policy-no-draft", () -> bare.run("policy", "set", "--approvals", "1"));
  }

  private void sticks() {
    when("no stick", "carry-folder-missing", () -> inspect(folder.resolve("none")));
    when("an empty stick", "carry-not-there", () -> inspect(Path.of(stick())));
    when(
        "a request that was cut off",
        "carry-damaged",
        () -> inspect(parcel(bytes -> Arrays.copyOf(bytes, bytes.length / 2))));
    when("an empty parcel", "carry-empty", () -> inspect(parcel(bytes -> new byte[0])));
    when(
        "a renamed parcel",
        "carry-not-there",
        () -> {
          Path from = parcel(bytes -> bytes);
          try (Stream<Path> all = Files.list(from)) {
            Path file = all.findFirst().orElseThrow();
            Files.move(file, from.resolve(file.getFileName() + ".txt"));
          }
          Outcome outcome = inspect(from);
          assertThat(outcome.out()).contains("has to be called foresign-");
          return outcome;
        });
    when(
        "a request of a desk that is not paired",
        "envelope-unknown-sender",
        () -> {
          TestDesk stranger = new TestDesk("somebody else");
          Path stick = Path.of(stick());
          stranger.deliver(stranger.request(story.plan(), story.vaultCard), story.vaultCard, stick);
          return inspect(stick);
        });
    when(
        "no desk is paired at all",
        "receive-no-desk",
        () -> {
          Path stick = Path.of(stick());
          story.desk.deliver(story.desk.request(story.plan(), bare.card()), bare.card(), stick);
          return bare.run("inspect", "--in", stick.toString());
        });
    when(
        "a request for another vault",
        "envelope-other-instance",
        () -> {
          Path stick = Path.of(stick());
          story.desk.deliver(story.desk.request(story.plan(), bare.card()), bare.card(), stick);
          return inspect(stick);
        });
    when(
        "a result carried back to where it came from",
        "carry-not-there",
        () -> {
          Path stick = Path.of(stick());
          TestDesk.put(stick, ParcelKind.SIGNED_BATCH, story.result(signed));
          return inspect(stick);
        });
    when(
        "rubbish with a parcel's name",
        "envelope-not-ours",
        () -> {
          Path stick = Path.of(stick());
          TestDesk.put(stick, ParcelKind.BATCH_REQUEST, Bytes.of("no parcel".getBytes(UTF)));
          return inspect(stick);
        });
    when(
        "several requests",
        "receive-several-open",
        () -> {
          Path stick = Path.of(stick());
          Digest32 result = open.request().lastResult();
          for (int count : new int[] {1, 2}) {
            var plan = story.plan().nonces(3, count).sequence(2, result);
            story.desk.deliver(story.desk.request(plan, story.vaultCard), story.vaultCard, stick);
          }
          return inspect(stick);
        });
    when(
        "the same payment twice",
        "consent-missing",
        () -> {
          Digest32 result = open.request().lastResult();
          var twice = story.deliver(story.plan().nonces(3, 2).sequence(2, result).allEqual());
          return story.vault.run("sign", "--in", "" + twice.stick(), "--out", stick(), "--yes");
        });
    when(
        "nowhere to write the result",
        "carry-folder-missing",
        () ->
            story.vault.run(
                "sign",
                "--in",
                open.stick().toString(),
                "--out",
                folder.resolve("gone").toString(),
                "--yes",
                "--consent",
                "purpose-signed-before"));
    when("no receipt", "carry-not-there", () -> story.vault.run("receipt", "--in", stick()));
  }

  private void policy() {
    String address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    when(
        "an unknown network",
        "chain-name-unknown",
        () -> {
          Outcome outcome = recipient("hodi", address, "Bank");
          assertThat(outcome.out()).contains("did you mean", "hoodi");
          return outcome;
        });
    when(
        "a network with real money in practice",
        "policy-real-money",
        () -> recipient("mainnet", address, "Bank"));
    when(
        "staking where there is none",
        "operation-not-for-chain",
        () -> {
          Path list = file("8" + "1".repeat(95) + ",01" + "00".repeat(11) + "11".repeat(20));
          return story.vault.run(
              "validators", "enrol", "--network", "4242", "--attester", "Ann", "--list", "" + list);
        });
    when("a chain that imitates", "chain-profile-imitates", () -> chain("1", "other", "ETH"));
    when("a chain's odd symbol", "chain-profile-malformed", () -> chain("100", "gnosis", "E!"));
    when("ether on Gnosis", "chain-profile-coin", () -> chain("100", "gnosis", "ETH"));
    when(
        "an address like another",
        "policy-entry-refused",
        () -> {
          Outcome outcome = recipient("practice", alike(), "Bank");
          assertThat(outcome.out()).contains("--looks-like");
          return outcome;
        });
    when(
        "a name in two scripts",
        "policy-name-refused",
        () -> recipient("practice", address, "B\u0430nk"));
    when(
        "an entry that is not there",
        "policy-entry-unknown",
        () ->
            story.vault.run(
                "policy", "address", "remove", "--network", "practice", "--address", address));
    when(
        "more approvals than a batch has",
        "policy-no-way-on",
        () -> story.vault.run("policy", "set", "--approvals", "2"));
    when(
        "a draft without a change",
        "policy-unchanged",
        () -> story.vault.run("policy", "accept", "--yes"));
    when(
        "a list of validators that is none",
        "enrol-file-refused",
        () ->
            story.vault.run(
                "validators",
                "enrol",
                "--network",
                "practice",
                "--attester",
                "Ann",
                "--list",
                "" + file("key;credentials\n")));
  }

  private void pairing() {
    when("no card on the stick", "carry-not-there", () -> pair(stick()));
    when(
        "the vault's own card",
        "peer-is-vault",
        () -> {
          Path stick = Path.of(stick());
          TestDesk.put(stick, story.vaultCard);
          return pair(stick.toString());
        });
    when(
        "a card that is accepted already",
        "peer-known",
        () -> {
          Path stick = Path.of(stick());
          TestDesk.put(stick, story.desk.card());
          return pair(stick.toString());
        });
    when(
        "a real desk at a practice vault",
        "peer-other-kind",
        () -> {
          Path stick = Path.of(stick());
          TestDesk.put(stick, new TestDesk("real", false).card());
          return pair(stick.toString());
        });
    when("words of another card", "peer-words-differ", () -> words(WordCode.text(digest())));
    when("a mistyped word", "typed-word-unknown", () -> words("abacus abdomen abdomenn"));
    when("too few words", "typed-words-count", () -> words("abacus abdomen"));
    when(
        "a card that nobody accepted",
        "peer-unknown",
        () -> story.vault.run("pair", "revoke", "abcdef0123456789"));
  }

  private void accounts() {
    when(
        "an account that is there",
        "account-exists",
        () ->
            story.vault.run(
                "account", "import", "--mnemonic-file", story.vault.file("words").toString()));
    when(
        "an unknown account",
        "account-unknown",
        () ->
            story.vault.run(
                "account", "card", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "--out", stick()));
    when(
        "another account than expected",
        "account-not-expected",
        () -> words("--expect", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", OTHER_WORDS));
    when("a broken path", "key-path-invalid", () -> words("--path", "m/44/x", OTHER_WORDS));
    when(
        "a foreign path",
        "key-path-foreign",
        () -> words("--path", "m/44'/0'/0'/0/0", OTHER_WORDS));
    when("too few seed words", "key-word-count", () -> words("--index", "0", "legal winner"));
    when(
        "a word of no list",
        "key-word-unknown",
        () -> words("--index", "0", OTHER_WORDS.replace("sausage", "qqqqq")));
    when(
        "swapped seed words",
        "key-checksum-wrong",
        () -> words("--index", "0", OTHER_WORDS.replace("thank yellow", "yellow thank")));
  }

  private void files() {
    when(
        "a file that is not there",
        "file-not-there",
        () -> verify(folder.resolve("no journal").toString()));
    when("a folder for a file", "file-is-folder", () -> verify(folder.toString()));
    when(
        "a link for a file",
        "file-is-link",
        () -> {
          Path link = folder.resolve("link" + ++files);
          return verify(Files.createSymbolicLink(link, file("x")).toString());
        });
  }

  private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;

  private Outcome verify(String export) throws IOException {
    return story.vault.runBare(
        "journal", "verify", "--json", "--export", export, "--card", file("x").toString());
  }

  private Outcome words(String option, String value, String seed) throws IOException {
    return story.vault.run(
        "account", "import", option, value, "--mnemonic-file", file(seed + "\n").toString());
  }

  private Outcome words(String typed) throws ProblemException {
    Path stick = Path.of(stick());
    TestDesk.put(stick, new TestDesk("new one").card());
    return story.vault.run(
        "pair", "accept", "--in", stick.toString(), "--name", "New", "--words", typed);
  }

  private static Digest32 digest() {
    byte[] digest = new byte[32];
    digest[3] = 9;
    return Digest32.of(digest);
  }

  private Outcome pair(String stick) {
    return story.vault.run("pair", "accept", "--in", stick, "--name", "Somebody", "--yes");
  }

  private Outcome chain(String id, String name, String symbol) {
    return story.vault.run(
        "policy", "chain", "add", "--chain-id", id, "--name", name, "--symbol", symbol);
  }

  private static String alike() {
    byte[] address = Story.SUPPLIER.bytes().toArray();
    address[10] ^= 1;
    return new org.foresign.model.eth.Address(Bytes.of(address)).toString();
  }

  private Outcome recipient(String network, String address, String name) {
    return story.vault.run(
        "policy", "address", "add", "--network", network, "--address", address, "--name", name);
  }

  private Outcome inspect(Path stick) {
    return story.vault.run("inspect", "--in", stick.toString());
  }

  private interface Damage {
    byte[] of(byte[] bytes);
  }

  /** A stick with the open request, whose file was changed under its name. */
  private Path parcel(Damage damage) throws Exception {
    Path stick = Path.of(stick());
    try (Stream<Path> all = Files.list(open.stick())) {
      Path file = all.findFirst().orElseThrow();
      Files.write(stick.resolve(file.getFileName()), damage.of(Files.readAllBytes(file)));
    }
    return stick;
  }

  private String stick() {
    return story.vault.stick("stick" + ++files).toString();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file" + ++files), text);
  }
}
