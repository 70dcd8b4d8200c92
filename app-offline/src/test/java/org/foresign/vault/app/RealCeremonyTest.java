package org.foresign.vault.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.vault.app.TerminalVault.OPEN;
import static org.foresign.vault.app.TerminalVault.SIGN;
import static org.foresign.vault.app.TerminalVault.YES;
import static org.foresign.vault.app.TerminalVault.typed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.Secp256k1;
import org.foresign.crypto.Sha256;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.SignedBatch;
import org.foresign.model.wrap.WrappedSecret;
import org.foresign.model.wrap.WrappedSecretCodec;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.local.DerivationPath;
import org.foresign.signer.local.LocalKey;
import org.foresign.signer.local.Mnemonic;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.EmptyNetwork;
import org.foresign.testkit.PseudoTerminal;
import org.foresign.testkit.Skips;
import org.foresign.vault.TestStick;
import org.foresign.vault.app.TerminalVault.Ended;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.work.TestDesk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole first ceremony of a real vault: each command its own process, started as the launcher
 * starts it, in an empty network namespace, with a person at a terminal. The desk is made of the
 * formats.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RealCeremonyTest {
  private static final String PASSPHRASE = "vacuum ostrich lantern pebble orbit walnut";
  private static final String SIXTY_DICE = "62451 36245 13624 51362 ".repeat(3).strip();
  private static final String FORTY_DICE = "45136 36245 13624 51263 ".repeat(2).strip();
  private static final Address CUSTODIAN =
      Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final SecretAccess ACCESS = SecretAccess.grant();

  @TempDir static Path folder;
  private TerminalVault vault;
  private final TestDesk desk = new TestDesk("the real desk", false);
  private SignedIdentityCard card;
  private Address first;
  private Address second;
  private String words;
  private ExpandedBatch batch;
  private Ended signed;
  private SignedBatch result;
  private Digest32 policy;
  private String sheetWords = "";

  @BeforeAll
  void ceremony() throws Exception {
    Skips.unlessLinux();
    PseudoTerminal.orSkip();
    vault = new TerminalVault(EmptyNetwork.commandPrefixOrSkip(), folder);
    create();
    pair();
    accounts();
    policy();
    sign();
  }

  private void create() throws Exception {
    Ended made =
        vault
            .run(
                List.of(typed("New passphrase: ", PASSPHRASE), typed("again: ", PASSPHRASE)),
                "create",
                "--real")
            .fine();
    try (VaultHome open = VaultHome.open(vault.home(), SqliteNative.load(), Instant.now())) {
      card = open.facts().card();
      assertThat(open.facts().practice()).isFalse();
    }
    assertThat(made.screen()).contains(WordCode.text(card.digest()));
  }

  private void pair() throws Exception {
    accept("desk", desk.card());
    accept("approver", desk.approver());
  }

  private void accept(String name, SignedIdentityCard shown) throws Exception {
    Path stick = vault.stick("from-" + name);
    TestDesk.put(stick, shown);
    try (PseudoTerminal terminal =
        vault.start("pair", "accept", "--in", stick.toString(), "--name", name)) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      compareSheet(terminal);
      terminal.typeTwoOf(WordCode.text(shown.digest()));
      assertThat(terminal.awaitExit()).as(terminal.screen()).isZero();
      sheetWords = found("For the paper sheet: .*head words ([a-z- ]+)", terminal.screen());
    }
  }

  /** Before the first line there is none to compare. */
  private void compareSheet(PseudoTerminal terminal) {
    if (sheetWords.isEmpty()) {
      terminal.await(YES);
      terminal.type("yes");
    } else {
      terminal.typeTwoOf(sheetWords);
    }
  }

  private void accounts() {
    Ended one =
        vault
            .run(
                List.of(
                    typed(OPEN, PASSPHRASE),
                    typed("Throws: ", SIXTY_DICE),
                    typed("60 of 100 so far: ", "45136 7"),
                    typed("60 of 100 so far: ", FORTY_DICE)),
                "account",
                "new",
                "--dice")
            .fine();
    first = Address.parse(found("account: +(0x\\w{40})", one.screen()));
    assertThat(one.screen()).contains("m/44'/60'/0'/0/0");
    Ended other = vault.run(List.of(typed(OPEN, PASSPHRASE)), "account", "new").fine();
    assertThat(other.screen()).contains("m/44'/60'/0'/0/1").contains("1 is the next free one");
    second = Address.parse(found("account: +(0x\\w{40})", other.screen()));

    try (PseudoTerminal terminal = vault.start("seed", "show")) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      terminal.await(YES);
      terminal.type("yes");
      String shown = terminal.await("Press enter");
      words = wordsOf(shown);
      terminal.type("");
      terminal.await("\u001b[2J\u001b[3J\u001b[H");
      assertThat(terminal.awaitExit()).isZero();
    }
  }

  private void policy() throws Exception {
    vault.run(List.of(), "policy", "draft", "--from-template").fine();
    vault
        .run(
            List.of(),
            "policy",
            "allow",
            first.toString(),
            "--network",
            "mainnet",
            "--ops",
            "native-transfer,cancel",
            "--per-batch",
            "10")
        .fine();
    vault
        .run(
            List.of(),
            "policy",
            "address",
            "add",
            "--network",
            "mainnet",
            "--address",
            CUSTODIAN.toString(),
            "--name",
            "Custodian")
        .fine();
    vault
        .run(
            List.of(),
            "policy",
            "approver",
            "add",
            desk.approver().digest().bytes().hex().substring(0, 12))
        .fine();
    Ended accepted;
    try (PseudoTerminal terminal = vault.start("policy", "accept", "--json")) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      compareSheet(terminal);
      terminal.typeTwoOfTheLineAbove();
      int exit = terminal.awaitExit();
      accepted = new Ended(exit, terminal.screen()).fine();
    }
    policy = Digest32.parseHex(accepted.json().path("hash").asString());
    sheetWords = wordsOf(accepted.json().path("headWords"));
    Path stick = vault.stick("policy");
    vault
        .run(List.of(typed(OPEN, PASSPHRASE)), "policy", "export", "--out", stick.toString())
        .fine();
    assertThat(desk.openPolicy(only(stick, ParcelKind.POLICY).bytes(), card)).isEqualTo(policy);
  }

  private TestDesk.Plan plan() {
    return new TestDesk.Plan(
        Networks.MAINNET.chain(),
        first,
        0,
        3,
        2,
        CUSTODIAN,
        1,
        null,
        policy,
        Instant.now().getEpochSecond(),
        false);
  }

  private void sign() throws Exception {
    BatchRequest request = desk.request(plan(), card);
    Path stick = vault.stick("batch");
    batch = desk.deliver(request, card, stick);
    String tenWords = WordCode.text(batch.batchDigest());

    Ended judged =
        vault.run(List.of(typed(OPEN, PASSPHRASE)), "inspect", "--in", stick.toString()).fine();
    assertThat(judged.screen()).contains(tenWords).contains("Custodian");

    try (PseudoTerminal terminal =
        vault.start("sign", "--in", stick.toString(), "--out", stick.toString(), "--json")) {
      terminal.await(OPEN);
      terminal.type(PASSPHRASE);
      assertThat(terminal.typeTwoOf(sheetWords))
          .contains("The last line of the paper sheet must say:")
          .contains("ceremony 1");
      assertThat(terminal.typeTwoOf(tenWords)).contains("Custodian");
      terminal.await(SIGN);
      terminal.type(PASSPHRASE);
      terminal.await("Press enter when it is written: ");
      terminal.type("");
      int exit = terminal.awaitExit();
      signed = new Ended(exit, terminal.screen()).fine();
    }
    result = desk.openResult(only(stick, ParcelKind.SIGNED_BATCH).bytes(), batch, card);
  }

  @Test
  void everySignatureIsTheAccountsAndTheAccountIsThatOfTheWords() throws Exception {
    // openResult recovered the signer of each of the 12 leaves.
    assertThat(result.header().leafCount()).isEqualTo(12);
    assertThat(result.header().policyHash()).isEqualTo(policy);
    assertThat(signed.json().path("result").asString())
        .isEqualTo(desk.resultDigest(result).bytes().hex());
    assertThat(derived(0)).isEqualTo(first);
    assertThat(derived(1)).isEqualTo(second);
  }

  @Test
  void everyLockIsEnforced() {
    JsonNode report = vault.run(List.of(), "lock", "status", "--json").fine().json();
    assertThat(report.path("locks").size()).isGreaterThanOrEqualTo(7);
    // Not everywhere is there Yama, and Landlock; root reads all memory, and the page says so.
    Set<String> dependOnTheMachine = Set.of("debuggers", "not-dumpable", "files");
    for (JsonNode lock : report.path("locks")) {
      assertThat(lock.path("state").asString())
          .as(lock.toString())
          .isIn(
              dependOnTheMachine.contains(lock.path("lock").asString())
                  ? List.of("enforced", "not-enforced-by-system")
                  : List.of("enforced"));
    }
  }

  @Test
  void thePassphraseCostsWhatARealVaultWants() throws Exception {
    try (VaultHome open = VaultHome.open(vault.home(), SqliteNative.load(), Instant.now())) {
      List<WrappedSecret> slots =
          open.database()
              .read(sql ->
                  sql.query(
                      "SELECT bytes FROM wrapped_secret",
                      row -> WrappedSecretCodec.decode(row.blob(1))));
      assertThat(slots)
          .hasSize(3)
          .allSatisfy(slot -> {
            assertThat(slot.cost().memoryKib())
                .isGreaterThanOrEqualTo(Argon2Parameters.DEFAULT.memoryKib());
            assertThat(slot.cost().passes()).isGreaterThanOrEqualTo(3);
          });
    }
  }

  @Test
  void theJournalTellsTheCeremonyInItsOrder() throws Exception {
    vault.run(List.of(), "journal", "verify").fine();
    JsonNode shown =
        vault.run(List.of(), "journal", "show", "--last", "500", "--json").fine().json();
    List<String> events = new ArrayList<>();
    shown.path("entries").forEach(entry -> events.add(entry.path("event").asString()));
    assertThat(events)
        .containsSubsequence(
            "vault-created",
            "vault-unlocked",
            "card-accepted",
            "vault-unlocked",
            "card-accepted",
            "seed-added",
            "account-created",
            "account-created",
            "seed-shown",
            "policy-changed",
            "batch-opened",
            "batch-opened",
            "batch-claimed",
            "batch-signed",
            "result-exported");
    assertThat(events).containsOnlyOnce("batch-claimed", "batch-signed", "seed-shown");
  }

  @Test
  void theLedgerIsWhatTheResultSays() throws Exception {
    try (VaultHome open = VaultHome.open(vault.home(), SqliteNative.load(), Instant.now())) {
      long leaves = open.database().read(sql -> sql.integer("SELECT count(*) FROM leaf"));
      long slots = open.database().read(sql -> sql.integer("SELECT count(*) FROM slot_use"));
      assertThat(leaves).isEqualTo(12);
      assertThat(slots).isEqualTo(3);
    }
    assertThat(signed.json().path("journalHead").asString())
        .isEqualTo(result.header().journalHead().bytes().hex());
  }

  @Test
  void noSecretIsOnDiskOnTheStickOrOnAScreen() throws Exception {
    Map<String, byte[]> secrets = new TreeMap<>();
    secrets.put("passphrase", PASSPHRASE.getBytes(StandardCharsets.UTF_8));
    secrets.put("throws", SIXTY_DICE.getBytes(StandardCharsets.UTF_8));
    secrets.put("words", words.getBytes(StandardCharsets.UTF_8));
    try (Mnemonic mnemonic = Mnemonic.parse(words.toCharArray(), ACCESS);
        SecretBytes entropy = mnemonic.entropy();
        SecretBytes seed = mnemonic.seed()) {
      secrets.put("entropy", entropy.use(ACCESS, raw -> raw.clone()));
      secrets.put("seed", seed.use(ACCESS, raw -> raw.clone()));
    }
    int files = 0;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String content = latin(Files.readAllBytes(file));
        secrets.forEach((name, secret) ->
            assertThat(content.contains(latin(secret))).as(name + " in " + file).isFalse());
        files++;
      }
    }
    // The same search finds what may be there, in the same file.
    assertThat(latin(Files.readAllBytes(vault.home().resolve("vault.sqlite"))))
        .contains(latin(card.bytes().toArray()));
    assertThat(files).isGreaterThan(8);
    assertThat(vault.screens())
        .hasSizeGreaterThan(10)
        .allSatisfy(screen ->
            assertThat(screen)
                .doesNotContain(PASSPHRASE, SIXTY_DICE, FORTY_DICE)
                .doesNotContain(words.substring(0, 30)));
  }

  @Test
  void seedWordsComeOutThroughNoPipeAndNotAsJson() throws Exception {
    String before = journal();
    Ended asJson = vault.run(List.of(), "seed", "show", "--json");
    assertThat(asJson.exit()).isEqualTo(1);
    assertThat(asJson.json().path("problem").path("code").asString()).isEqualTo("terminal-needed");
    Ended piped = vault.runPiped("seed", "show");
    assertThat(piped.exit()).isEqualTo(1);
    assertThat(piped.screen()).contains("terminal-needed");
    try (PseudoTerminal terminal =
        vault.startIn("{ \"$@\"; echo \"exit $?\"; } 2>&1 | cat", Map.of(), "seed", "show")) {
      assertThat(terminal.awaitExit()).isZero();
      assertThat(terminal.screen()).contains("terminal-needed").contains("exit 1");
    }
    assertThat(journal()).isEqualTo(before);
  }

  @Test
  void whereAnInterfaceIsUpTheVaultSignsNothingAndNotesIt() throws Exception {
    Skips.unless(anInterfaceIsUp(), "only the loopback interface is up on this machine");
    BatchRequest request =
        desk.request(plan().nonces(3, 2).sequence(2, desk.resultDigest(result)), card);
    Path stick = vault.stick("outside");
    desk.deliver(request, card, stick);
    String before = journal();
    String stickBefore = hashes(stick);
    TerminalVault outside = vault.with(List.of());

    Ended refused =
        outside.run(List.of(), "sign", "--in", stick.toString(), "--out", stick.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.screen()).contains("(lock-interface-up)").doesNotContain("Passphrase");
    TerminalVault another = new TerminalVault(List.of(), folder.resolve("another"));
    Ended made = another.run(List.of(), "create", "--real");
    assertThat(made.exit()).isEqualTo(1);
    assertThat(made.screen()).contains("(lock-interface-up)").doesNotContain("passphrase");
    assertThat(another.home()).doesNotExist();

    assertThat(journal()).as("the refusal has its entry").isNotEqualTo(before);
    assertThat(hashes(stick)).isEqualTo(stickBefore);
    // The same batch is signed where no interface is up.
    vault.run(List.of(typed(OPEN, PASSPHRASE)), "inspect", "--in", stick.toString()).fine();
  }

  static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static String wordsOf(JsonNode words) {
    List<String> all = new ArrayList<>();
    words.forEach(word -> all.add(word.asString()));
    return String.join(" ", all);
  }

  private static String wordsOf(String screen) {
    Matcher matcher = Pattern.compile("(\\d+) ([a-z]+)").matcher(screen);
    List<String> all = new ArrayList<>();
    while (matcher.find()) {
      if (Integer.parseInt(matcher.group(1)) == all.size() + 1) {
        all.add(matcher.group(2));
      }
    }
    assertThat(all).as(screen).hasSize(24);
    return String.join(" ", all);
  }

  private String journal() {
    return vault.run(List.of(), "status", "--json").fine().json().path("journalHead").asString();
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String hashes(Path tree) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(file)
            .append(' ')
            .append(Digest32.of(Sha256.hash(Files.readAllBytes(file))))
            .append('\n');
      }
    }
    return all.toString();
  }

  private static boolean anInterfaceIsUp() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/sys/class/net"))) {
      for (Path one : all.filter(Files::isDirectory).toList()) {
        int flags = Integer.decode(Files.readString(one.resolve("flags")).strip());
        if ((flags & 0x1) != 0 && (flags & 0x8) == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private Address derived(int index) throws Exception {
    try (Mnemonic mnemonic = Mnemonic.parse(words.toCharArray(), ACCESS);
        SecretBytes seed = mnemonic.seed();
        LocalKey key =
            LocalKey.derive(seed, DerivationPath.standard(index), Secp256k1.best(), ACCESS)) {
      return key.address();
    }
  }

  private static Parcel only(Path stick, ParcelKind kind) throws Exception {
    TestStick carrier = new TestStick(stick);
    List<ParcelName> names = carrier.waiting(kind);
    assertThat(names).hasSize(1);
    return carrier.receive(names.getFirst());
  }
}
