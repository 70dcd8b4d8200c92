package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.crypto.WordCode;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestStick;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.batch.LaneId;
import org.foresign.model.card.Role;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.practice.chain.PracticeChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do at the desk that is not right, and the problem that names it. The sentences of
 * each code are in docs/operator/problems.md.
 */
class DeskSituationsTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final Address CUSTODIAN =
      Address.parse("0x1111111111111111111111111111111111111111");
  private static final String KEY = "0x" + "ab".repeat(48);
  private static final String STRANGER = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  /** Somebody does something; none of it changes anything that another situation needs. */
  @FunctionalInterface
  private interface Act {
    Said run() throws Exception;
  }

  private record Situation(String name, String code, Act act) {}

  @TempDir private Path folder;
  private final TestVault vault = new TestVault(true);
  private final TestVault strange = new TestVault(true);
  private final List<Situation> all = new ArrayList<>();
  private TypedDesk typed;
  private TypedDesk fresh;
  private PracticeChain practice;
  private int files;

  @AfterEach
  void stop() {
    practice.close();
  }

  private void when(String name, String code, Act act) {
    all.add(new Situation(name, code, act));
  }

  @TestFactory
  Stream<DynamicTest> namesWhatIsWrong() throws Exception {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(2);
    typed = desk("paired");
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      TypedDesk.endpoints(desk, CHAIN, practice);
      new PolicyCopies(desk.home())
          .add(desk.home().pairings().vault(vault.instance()), vault.policy(policy(desk)));
    }
    fresh = desk("fresh");
    fresh.create().close();
    homes();
    pairing();
    plans();
    sticks();
    releases();
    return all.stream()
        .map(one ->
            DynamicTest.dynamicTest(
                one.name(),
                () -> {
                  Said said = one.act().run();
                  assertThat(said.json().at("/problem/code").asString("none"))
                      .as(said.out() + said.err())
                      .isEqualTo(one.code());
                  assertThat(said.code())
                      .isEqualTo(
                          one.code().equals("plan-chain-unknown")
                              ? DeskExitCode.UNKNOWN
                              : DeskExitCode.PROBLEM);
                }));
  }

  private void homes() {
    when("no desk in the home", "desk-home-missing", () -> desk("none").run("status", "--json"));
    when(
        "a desk is there, which is said before anybody thinks of a passphrase",
        "desk-home-exists",
        () ->
            fresh.alone(
                "create",
                "--practice",
                "--json",
                "--home",
                folder.resolve("fresh/desk").toString()));
    when(
        "a wrong passphrase in a file",
        "unlock-passphrase-file-wrong",
        () -> {
          Path wrong = file("an entirely different passphrase\n");
          return fresh.alone(
              "status",
              "--json",
              "--home",
              folder.resolve("fresh/desk").toString(),
              "--passphrase-file",
              wrong.toString());
        });
    when(
        "an endpoint that is none",
        "endpoint-refused",
        () -> fresh.run("endpoints", "set", "--chain", "hoodi", "--rpc", "ftp://x", "--json"));
    when(
        "an unknown network",
        "chain-name-unknown",
        () -> {
          Said said =
              fresh.run("endpoints", "set", "--chain", "hodi", "--rpc", "http://x", "--json");
          assertThat(said.out()).contains("did you mean", "hoodi");
          return said;
        });
  }

  private void pairing() {
    when(
        "a card that was not shown",
        "desk-card-unknown",
        () -> fresh.run("pair", "accept", "ab".repeat(32), "--words", words(), "--json"));
    when(
        "a policy of a vault that is not paired",
        "desk-not-paired",
        () -> {
          Path stick = stick();
          try (TestDesk desk = typed.open()) {
            new TestStick(stick).send(strange.policy(1, desk.card()));
          }
          return typed.run("policy", "import", "--carry", "" + stick, "--json");
        });
    when(
        "an account of a vault that is not paired",
        "desk-not-paired",
        () -> {
          Path stick = stick();
          new TestStick(stick).send(Parcel.of(ParcelKind.ACCOUNT_CARD, strange.accountCard()));
          return typed.run("account", "import", "--carry", "" + stick, "--json");
        });
    when(
        "no account card",
        "nothing-waiting",
        () -> typed.run("account", "import", "--carry", "" + stick(), "--json"));
    when(
        "no stick",
        "carry-folder-missing",
        () -> typed.run("pair", "show", "--carry", folder.resolve("gone").toString(), "--json"));
  }

  private void plans() {
    when("no vault is paired", "desk-no-vault", () -> plan(fresh, "hoodi", "--reserve", "1"));
    when(
        "no endpoint",
        "desk-endpoints-missing",
        () -> {
          Said said = plan(typed, "sepolia", "--reserve", "1");
          assertThat(said.out()).contains("(sepolia)").doesNotContain("eip155");
          return said;
        });
    when("an unknown chain", "chain-name-unknown", () -> plan(typed, "goerli", "--reserve", "1"));
    when("nothing to do", "plan-empty", () -> plan(typed, "hoodi"));
    when(
        "staking where there is none",
        "operation-not-for-chain",
        () -> plan(typed, "100", "--exit", KEY));
    when(
        "a file that is not there",
        "file-not-there",
        () -> plan(typed, "hoodi", "--pay", folder.resolve("no.csv").toString()));
    when(
        "semicolons in a file", "plan-payments-file", () -> pay("recipient;amount\nCustodian;1\n"));
    when(
        "a name with a slip",
        "plan-payments-file",
        () -> {
          Said said = pay("recipient,amount\nCustodain,1\n");
          assertThat(said.out()).contains("did you mean");
          return said;
        });
    when(
        "somebody who is not in the book",
        "plan-recipient",
        () -> pay("recipient,amount\n" + STRANGER + ",1\n"));
    when(
        "another coin's name",
        "plan-payments-file",
        () -> pay("recipient,amount,asset\nCustodian,1,xDAI\n"));
    when(
        "more than the policy allows",
        "plan-policy-refuses",
        () -> pay("recipient,amount\nCustodian,11\n"));
    when(
        "the same payment twice",
        "consent-missing",
        () -> pay("recipient,amount\nCustodian,1\nCustodian,1\n"));
    when(
        "two lists joined",
        "deposit-json-other",
        () -> plan(typed, "hoodi", "--stake", file("[][]").toString()));
    when(
        "no JSON at all",
        "deposit-json-malformed",
        () -> plan(typed, "hoodi", "--stake", file("[{\"pubkey\":").toString()));
    when(
        "an operation that the policy does not allow",
        "plan-policy-refuses",
        () -> plan(typed, "hoodi", "--exit", KEY));
  }

  private void sticks() {
    when(
        "nothing on the stick",
        "nothing-waiting",
        () -> typed.run("batch", "import", "--carry", "" + stick(), "--json"));
    when(
        "a renamed result",
        "nothing-waiting",
        () -> {
          Path stick = stick();
          Files.writeString(stick.resolve("foresign-8c6e8e80-signed (1).fsx"), "x");
          Said said = typed.run("batch", "import", "--carry", "" + stick, "--json");
          assertThat(said.out()).contains("foresign-8c6e8e80-signed.fsx");
          return said;
        });
    when(
        "rubbish with a parcel's name",
        "envelope-not-ours",
        () -> importing(Parcel.of(ParcelKind.SIGNED_BATCH, text("no parcel"))));
    when(
        "a parcel that was cut off",
        "carry-damaged",
        () -> {
          Path stick = stick();
          new TestStick(stick).send(Parcel.of(ParcelKind.SIGNED_BATCH, text("a result")));
          try (Stream<Path> there = Files.list(stick)) {
            Path file = there.findFirst().orElseThrow();
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 3));
          }
          return typed.run("batch", "import", "--carry", "" + stick, "--json");
        });
    when(
        "an empty parcel",
        "carry-empty",
        () -> {
          Path stick = stick();
          Files.createFile(stick.resolve("foresign-8c6e8e80-signed.fsx"));
          return typed.run("batch", "import", "--carry", "" + stick, "--json");
        });
    when(
        "a batch that is not there",
        "desk-batch-unknown",
        () -> typed.run("batch", "show", "abcdef01", "--json"));
    when(
        "a receipt for nothing",
        "result-none-taken",
        () -> typed.run("batch", "receipt", "--carry", "" + stick(), "--json"));
  }

  private void releases() {
    when("no leaf is named", "leaf-not-named", () -> typed.run("release", "--json"));
    when("a leaf that is not there", "leaf-unknown", () -> typed.run("release", "77", "--json"));
    when(
        "a burn that is not confirmed",
        "burn-not-confirmed",
        () -> typed.run("burn", "--chain", "hoodi", "--account", "" + vault.account(), "--json"));
  }

  private Said pay(String csv) throws IOException {
    return plan(typed, "hoodi", "--pay", file(csv).toString());
  }

  private Said plan(TypedDesk desk, String chain, String... wishes) {
    List<String> words =
        new ArrayList<>(
            List.of("plan", "--chain", chain, "--account", vault.account().toString(), "--json"));
    words.addAll(List.of(wishes));
    return desk.run(words.toArray(String[]::new));
  }

  private Said importing(Parcel parcel) throws Exception {
    Path stick = stick();
    new TestStick(stick).send(parcel);
    return typed.run("batch", "import", "--carry", "" + stick, "--json");
  }

  private String words() {
    return WordCode.text(vault.card().digest());
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private TypedDesk desk(String name) throws IOException {
    return new TypedDesk(Files.createDirectories(folder.resolve(name)));
  }

  private Path stick() throws IOException {
    return Files.createDirectories(folder.resolve("stick" + ++files));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file" + ++files), text);
  }

  private Policy policy(TestDesk desk) throws Exception {
    var approver = desk.home().pairings().own(Role.APPROVER);
    return new Policy(
        1,
        null,
        vault.instance(),
        1_790_000_000L,
        true,
        1,
        31 * 86_400,
        List.of(
            new Policy.AccountRule(
                new LaneId(CHAIN, vault.account()),
                new TreeSet<>(List.of(OperationKind.NATIVE_TRANSFER, OperationKind.CANCEL)),
                List.of(
                    new Policy.AssetLimit(
                        Asset.nativeOf(CHAIN),
                        Wei.parseEther("10"),
                        Wei.parseEther("20"),
                        Wei.parseEther("90"))),
                1_000_000,
                Wei.ofGwei(1_000),
                Wei.ofGwei(100),
                Wei.ZERO,
                true,
                false,
                1)),
        List.of(new Policy.AddressBookEntry(CHAIN, CUSTODIAN, "Custodian")),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Policy.Approver(approver.digest(), approver.card().signingKey(), "Ann")),
        List.of());
  }
}
