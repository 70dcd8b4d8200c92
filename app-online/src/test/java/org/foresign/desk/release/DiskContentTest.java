package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.hold.Fate;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafState;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.hold.SettledSlots;
import org.foresign.desk.plan.PlannedSlot;
import org.foresign.desk.plan.RequestFees;
import org.foresign.desk.settings.DeskKeys;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.desk.words.FateWords;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.SettledSlot;
import org.foresign.practice.chain.PracticeDeposits;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.store.SealedColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the bytes of everything a desk has written in a whole story, as a thief of the disk would:
 * no secret, address, amount, name, reference or sentence is among them.
 */
class DiskContentTest {
  private static final Address SUPPLIER =
      Address.parse("0x5a5b5c5d5e5f60616263646566676869707172ff");

  private static final String URL =
      "https://user:wonderful-secret@node.example/v3/0123456789abcdef";

  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final WithdrawalCredentials OURS = WithdrawalCredentials.compounding(OWNER);
  private static final PracticeDeposits DEPOSITS = new PracticeDeposits(Stage.NETWORK);
  private static final DepositData ACTIVE = DEPOSITS.atGenesis(100, OURS, Gwei.ofEther(100));
  private static final DepositData NEW = DEPOSITS.signed(7, 8, OURS, Gwei.ofEther(33)).getFirst();
  private static final Wei PRICE = Wei.parseEther("1.2345678");
  private static final String REFERENCE = "invoice 2026-1187 of Meier";

  /** Three words or more, with blanks between. */
  private static final Pattern SENTENCE = Pattern.compile("[A-Za-z]{3,}( [A-Za-z]{3,}){2,}");

  /** Two words with a blank between. */
  private static final Pattern WORDS = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,}");

  @TempDir private Path folder;

  @Test
  void holdsNothingOfAWholeStoryInClear() throws IOException, ProblemException {
    Path home = folder.resolve("desk");
    Set<Bytes> hidden = new LinkedHashSet<>();
    Bytes visible;
    String schema;
    try (Stage stage = Stage.open(home, builder -> builder.validators(List.of(ACTIVE)))) {
      stage.practice.mine(16);
      tell(stage);
      visible = stage.vault.instance();
      schema = schema(stage);
      collect(stage, hidden);
      assertHidden(home, hidden, visible, schema);
      assertStoresCodesOnly(stage);
    }
    assertHidden(home, hidden, visible, schema);
  }

  /** Plans, holds, releases, fails, burns, follows and is overtaken. */
  private static void tell(Stage stage) throws ProblemException {
    takePolicy(stage);
    new Endpoints(stage.desk.home())
        .set(Stage.NETWORK.chain(), Endpoints.Kind.EXECUTION, List.of(URL));
    Operation stake =
        new Operation.Stake(NEW.publicKey(), NEW.credentials(), NEW.amount(), NEW.signature());
    Operation partial =
        new Operation.UnstakePartial(ACTIVE.publicKey(), Gwei.ofEther(10), RequestFees.LOW);
    stage.holdSlots(
        List.of(
            new PlannedSlot(
                List.of(new Operation.NativeTransfer(SUPPLIER, PRICE)), List.of(REFERENCE)),
            PlannedSlot.of(Stage.pay("2")),
            PlannedSlot.of(stake),
            PlannedSlot.of(partial),
            PlannedSlot.of(Stage.pay("3"))));
    stage.faults.forEach(fault -> fault.down(true));
    stage.release(stage.leaf(0, 0, 0));
    stage.faults.forEach(fault -> fault.clear());
    stage.faults.get(2).down(true);
    assertThat(stage.release(stage.leaf(0, 0, 0))).isInstanceOf(ReleaseAnswer.Sent.class);
    stage.burn(0, 0);
    stage.faults.get(1).down(true);
    stage.release(stage.leaf(1, 0, 0));
    stage.follow();
    stage.faults.forEach(fault -> fault.clear());
    stage.finish();
    for (long nonce : new long[] {1, 2, 3}) {
      stage.release(stage.leaf(nonce, 0, 0));
      stage.finish();
    }
    stage.follow();
    stage.practice.setNonce(OWNER, 5);
    stage.finish();
    assertThat(stage.states(4)).containsOnly(LeafState.VOID);
    assertThat(stage.states(2)).contains(LeafState.FINAL);
  }

  /** What happened lies there as codes with arguments: words are made where they are read. */
  private static void assertStoresCodesOnly(Stage stage) throws ProblemException {
    for (String place :
        List.of("decision.id.sealed_end", "sending.id.sealed_end", "fate.leaf.sealed_body")) {
      String[] parts = place.split("\\.", -1);
      try (SealedColumn column = stage.desk.home().sealer().column(parts[0], parts[2])) {
        List<String> opened =
            stage
                .desk
                .home()
                .database()
                .read(sql ->
                    sql.query(
                        "SELECT %s, %s FROM %s".formatted(parts[1], parts[2], parts[0]),
                        row ->
                            new String(
                                column.open(SealedColumn.row(row.integer(1)), row.blob(2)),
                                StandardCharsets.ISO_8859_1)));
        assertThat(opened).as(place).isNotEmpty();
        assertThat(opened).as(place).noneMatch(text -> WORDS.matcher(text).find());
      }
    }
  }

  private static void collect(Stage stage, Set<Bytes> hidden) throws ProblemException {
    LeafStore leaves = stage.desk.leaves();
    for (HeldLeaf leaf : leaves.all()) {
      var signature = leaves.signature(leaf);
      var tx = leaves.transaction(leaf);
      hidden.add(signature.compact().slice(0, 32));
      hidden.add(signature.compact().slice(32, 32));
      hidden.add(tx.tx().signedBytes(signature).slice(0, 40));
      hidden.add(tx.tx().unsignedBytes());
      hidden.add(tx.signingDigest().bytes());
      hidden.add(tx.tx().to().bytes());
      amount(hidden, tx.tx().value());
      Optional<Fate> fate = stage.service.fate(leaf);
      if (fate.isPresent()) {
        fate.get().transactionHash().ifPresent(hash -> hidden.add(hash.bytes()));
        fate.get().includedAt().ifPresent(block -> hidden.add(block.hash().bytes()));
        text(hidden, FateWords.of(fate.get().reason()));
      }
    }
    for (SettledSlot slot : new SettledSlots(stage.desk.home()).of(stage.vault.instance())) {
      hidden.add(slot.blockHash().bytes());
    }
    for (DeskKeys.Name name : DeskKeys.Name.values()) {
      try (SecretBytes key = stage.desk.home().keys().open(name)) {
        key.run(SecretAccess.grant(), raw -> hidden.add(Bytes.of(raw)));
      }
    }
    hidden.add(Bytes.of(stage.vault.accountKey()));
    hidden.add(OURS.bytes());
    List.of(OWNER, SUPPLIER, Stage.FRIEND).forEach(address -> hidden.add(address.bytes()));
    List.of(ACTIVE, NEW).forEach(deposit -> hidden.add(deposit.publicKey().bytes()));
    for (Gwei gwei : List.of(Gwei.ofEther(33), Gwei.ofEther(10))) {
      amount(hidden, gwei.toWei());
      hidden.add(Bytes.of(BigInteger.valueOf(gwei.value()).toByteArray()));
      text(hidden, Long.toString(gwei.value()));
    }
    for (PlannedBatch batch : stage.desk.home().batches().all()) {
      hidden.add(stage.desk.home().batches().request(batch).slice(0, 60));
    }
    for (String text :
        List.of(
            REFERENCE,
            "Supplier of clear water",
            "wonderful-secret",
            "node.example",
            "0123456789abcdef",
            TestDesk.PASSPHRASE,
            "127.0.0.1",
            stage.practice.url().getAuthority())) {
      text(hidden, text);
    }
  }

  private static void text(Set<Bytes> hidden, String text) {
    if (!text.isEmpty()) {
      hidden.add(Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** In wei, in bytes and in digits, and as people read it. */
  private static void amount(Set<Bytes> hidden, Wei amount) {
    if (amount.value().bitLength() > 40) {
      byte[] bytes = amount.value().toByteArray();
      int sign = bytes[0] == 0 ? 1 : 0;
      hidden.add(Bytes.of(bytes, sign, bytes.length - sign));
      text(hidden, amount.value().toString());
    }
  }

  /** Has the desk hold a policy that names somebody. */
  private static void takePolicy(Stage stage) throws ProblemException {
    Policy policy =
        new Policy(
            1,
            null,
            stage.vault.instance(),
            1_790_000_000L,
            true,
            0,
            0,
            List.of(),
            List.of(
                new Policy.AddressBookEntry(
                    Stage.NETWORK.chain(), SUPPLIER, "Supplier of clear water")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    new PolicyCopies(stage.desk.home())
        .add(
            stage.desk.home().pairings().vault(stage.vault.instance()), stage.vault.policy(policy));
  }

  private static void assertHidden(Path home, Set<Bytes> hidden, Bytes visible, String schema)
      throws IOException {
    Set<String> found = new TreeSet<>();
    boolean seen = false;
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = latin(Files.readAllBytes(file));
        String lower = content.toLowerCase(Locale.ROOT);
        seen |= content.contains(latin(visible.toArray()));
        for (Bytes secret : hidden) {
          if (content.contains(latin(secret.toArray())) || lower.contains(secret.hex())) {
            found.add(file.getFileName() + ": " + latin(secret.toArray()));
          }
        }
        Matcher sentences = SENTENCE.matcher(content);
        while (sentences.find()) {
          if (!schema.contains(sentences.group())) {
            found.add(file.getFileName() + ": " + sentences.group());
          }
        }
      }
    }
    assertThat(found).isEmpty();
    // The search itself finds what is there.
    assertThat(seen).isTrue();
    assertThat(schema).containsPattern(SENTENCE);
  }

  /** The words of the schema are the program's own and in each such file. */
  private static String schema(Stage stage) throws ProblemException {
    List<String> items =
        stage
            .desk
            .home()
            .database()
            .read(sql ->
                sql.query(
                    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL", row -> row.text(1)));
    return String.join("\n", items);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
