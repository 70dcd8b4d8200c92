package org.foresign.desk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Digest32;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestStick;
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.model.batch.LaneId;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyCodec;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.tx.BatchExpander;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.practice.chain.PracticeChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From {@code desk plan} to the stick, as it is typed. */
class PlanCliTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final Address CUSTODIAN =
      Address.parse("0x1111111111111111111111111111111111111111");

  private static final String KEY = "0x" + "ab".repeat(48);

  @TempDir private Path folder;
  @TempDir private Path stick;
  private final TestVault vault = new TestVault(true);
  private PracticeChain practice;
  private TypedDesk typed;
  private Path payments;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(Networks.HOODI)
            .fund(vault.account(), Wei.parseEther("100"))
            .build()
            .start();
    practice.mine(2);
    payments = Files.writeString(folder.resolve("pay.csv"), "recipient,amount\nCustodian,2\n");
    typed = new TypedDesk(folder);
    try (TestDesk desk = typed.create()) {
      desk.pair(vault);
      TypedDesk.endpoints(desk, CHAIN, practice);
      new PolicyCopies(desk.home())
          .add(
              desk.home().pairings().vault(vault.instance()),
              vault.policy(policy(1, null, desk.home().pairings().own(Role.APPROVER))));
    }
  }

  @AfterEach
  void stop() {
    practice.close();
  }

  private Policy policy(long number, @Nullable Digest32 previous, SignedIdentityCard approver) {
    return policy(number, previous, approver, false);
  }

  private Policy policy(
      long number, @Nullable Digest32 previous, SignedIdentityCard approver, boolean reopen) {
    return policy(number, previous, approver, reopen, 1);
  }

  private Policy policy(
      long number,
      @Nullable Digest32 previous,
      SignedIdentityCard approver,
      boolean reopen,
      int approvals) {
    Asset coin = Asset.nativeOf(CHAIN);
    return new Policy(
        number,
        previous,
        vault.instance(),
        1_790_000_000L,
        true,
        approvals,
        31 * 86_400,
        List.of(
            new Policy.AccountRule(
                new LaneId(CHAIN, vault.account()),
                new TreeSet<>(List.of(OperationKind.NATIVE_TRANSFER, OperationKind.CANCEL)),
                List.of(
                    new Policy.AssetLimit(
                        coin, Wei.parseEther("10"), Wei.parseEther("20"), Wei.parseEther("90"))),
                1_000_000,
                Wei.ofGwei(1_000),
                Wei.ofGwei(100),
                Wei.ZERO,
                true,
                reopen,
                1)),
        List.of(new Policy.AddressBookEntry(CHAIN, CUSTODIAN, "Custodian")),
        List.of(),
        List.of(),
        List.of(),
        List.of(new Policy.Approver(approver.digest(), approver.card().signingKey(), "Approver")),
        List.of());
  }

  private Said plan(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("plan", "--chain", "hoodi", "--account", vault.account().toString()));
    words.addAll(List.of(more));
    words.add("--json");
    return typed.run(words.toArray(String[]::new));
  }

  private Said planPayment() {
    return plan("--pay", payments.toString());
  }

  private static String digest(Said planned) {
    return planned.json().path("batch").asString();
  }

  private Said export(String batch) {
    return typed.run("batch", "export", batch, "--carry", stick.toString(), "--json");
  }

  @Test
  void exportsOnlyWhatIsApproved() throws ProblemException {
    Said planned = planPayment();
    assertThat(planned.code()).as(planned.out() + planned.err()).isZero();
    Said early = export(digest(planned));
    assertThat(early.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(early.json().at("/problem/code").asString()).isEqualTo("batch-not-approved");
    assertThat(new TestStick(stick).waiting(ParcelKind.BATCH_REQUEST)).isEmpty();

    assertThat(typed.run("batch", "approve", digest(planned)).code()).isZero();
    assertThat(export(digest(planned)).code()).isZero();
    assertThat(new TestStick(stick).waiting(ParcelKind.BATCH_REQUEST)).hasSize(1);
  }

  @Test
  void exportsNothingThatWasPlannedUnderAnOlderPolicy() throws ProblemException {
    String batch = digest(planPayment());
    typed.run("batch", "approve", batch);
    try (TestDesk desk = typed.open()) {
      SignedIdentityCard approver = desk.home().pairings().own(Role.APPROVER);
      Digest32 before = PolicyCodec.hash(policy(1, null, approver));
      new PolicyCopies(desk.home())
          .add(
              desk.home().pairings().vault(vault.instance()),
              vault.policy(policy(2, before, approver)));
    }
    Said late = export(batch);
    assertThat(late.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(late.json().at("/problem/code").asString()).isEqualTo("batch-refused");
    assertThat(new TestStick(stick).waiting(ParcelKind.BATCH_REQUEST)).isEmpty();
  }

  @Test
  void saysThatNoBatchCanBringTheApprovalsThatThePolicyWants() throws ProblemException {
    try (TestDesk desk = typed.open()) {
      SignedIdentityCard approver = desk.home().pairings().own(Role.APPROVER);
      Digest32 before = PolicyCodec.hash(policy(1, null, approver));
      new PolicyCopies(desk.home())
          .add(
              desk.home().pairings().vault(vault.instance()),
              vault.policy(policy(2, before, approver, false, 2)));
    }

    Said planned = planPayment();

    assertThat(planned.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(planned.json().at("/problem/code").asString()).isEqualTo("plan-no-way-on");
    assertThat(planned.json().at("/problem/details/0").asString()).contains("needs 2 approvals");
  }

  @Test
  void plansAgainForTheSameNoncesAfterARefusal() {
    String refused = digest(planPayment());
    typed.run("batch", "approve", refused);
    assertThat(export(refused).code()).isZero();

    Said again = planPayment();
    assertThat(again.code()).as(again.out()).isZero();
    assertThat(again.json().at("/rivals/0").asString()).isEqualTo(refused);
    assertThat(again.json().path("exposure")).isEqualTo(again.json().path("outstandingAfter"));
    Said dropped = typed.run("batch", "drop", refused);
    assertThat(dropped.code()).isZero();
    assertThat(dropped.out()).contains("It was exported");
    assertThat(planPayment().json().path("rivals")).hasSize(1);
  }

  @Test
  void plansOneNonceForThingsJoinedByOr() throws IOException {
    Path other = Files.writeString(folder.resolve("or.csv"), "recipient,amount\nCustodian,3\n");
    Said planned =
        plan("--pay", payments.toString(), "--or", "--pay", other.toString(), "--reserve", "1");
    assertThat(planned.code()).as(planned.out() + planned.err()).isZero();
    JsonNode facts = planned.json();
    assertThat(facts.path("nonces").asInt()).isEqualTo(2);
    assertThat(facts.at("/kinds/native-transfer").asInt()).isEqualTo(2 * 3);
    assertThat(facts.at("/kinds/cancel").asInt()).isEqualTo(2 * 3);
  }

  @Test
  void showsTheTreeWithNamesAmountsAndWhereItCanGo() throws IOException {
    Path rows =
        Files.writeString(
            folder.resolve("rows.csv"), "recipient,times,amount\nCustodian,1,0.5\nCustodian,2,1\n");
    Said planned =
        typed.run(
            "plan",
            "--chain",
            "hoodi",
            "--account",
            vault.account().toString(),
            "--pay",
            payments.toString(),
            "--or",
            "--pay",
            rows.toString(),
            "--tiers",
            "1",
            "--cancel-tiers",
            "2",
            "--consent",
            "purpose-repeated");
    assertThat(planned.code()).as(planned.err()).isZero();
    String friend = "Custodian (" + CUSTODIAN + ")";
    List<String> tree = treeOf(planned.out());
    assertThat(tree.getFirst()).isEqualTo(vault.account() + " on hoodi");
    assertThat(tree.stream().map(line -> line.replaceAll("; .*", "")).toList())
        .containsSubsequence(
            "  nonce 0",
            "    1  pay 2 ETH to " + friend,
            "    2  pay 0.5 ETH to " + friend,
            "    3  cancel",
            "  nonces 1 to 2, each",
            "    1  pay 1 ETH to " + friend,
            "    2  cancel");
    assertThat(planned.out())
        .containsPattern("    3  cancel; 2 tiers, caps [0-9.]+ gwei to [0-9.]+ gwei")
        .contains("  " + friend + " on hoodi", "block builders on hoodi");

    String batch = planned.out().replaceAll("(?s).*Planned batch ([0-9a-f]{16}).*", "$1");
    Path request = folder.resolve("request");
    Said shown = typed.run("batch", "show", batch, "--request-out", request.toString());
    assertThat(shown.out()).startsWith("A planned batch " + batch);
    assertThat(treeOf(shown.out())).isEqualTo(tree);
    Said elsewhere = typed.alone("review", request.toString());
    assertThat(elsewhere.out())
        .contains("    1  pay 2 ETH to " + CUSTODIAN)
        .contains("  nonces 1 to 2, each");
  }

  private List<String> treeOf(String out) {
    List<String> lines = out.lines().toList();
    return lines.subList(
        lines.indexOf(vault.account() + " on hoodi"),
        lines.indexOf("Most that can leave by this batch:"));
  }

  @Test
  void refusesInWholeCoinsAndByName() throws IOException {
    Path much = Files.writeString(folder.resolve("much.csv"), "recipient,amount\nCustodian,11\n");
    Said refused = plan("--pay", much.toString());
    assertThat(refused.code()).isEqualTo(DeskExitCode.PROBLEM);
    assertThat(refused.json().at("/problem/code").asString()).isEqualTo("plan-policy-refuses");
    assertThat(refused.json().at("/problem/details/0").asString())
        .contains(vault.account() + " on hoodi, 11.")
        .endsWith(" ETH, limit 10 ETH]");
    Said late = plan("--pay", payments.toString(), "--review-days", "45");
    assertThat(late.json().at("/problem/details/0").asString())
        .endsWith("[45 days, at most 31 days]");
  }

  private record Wrong(String sentence, List<String> words) {}

  private static List<Wrong> wrongWords() {
    return List.of(
        wrong("--exit: not a validator key", "--exit", "0x12"),
        wrong("--exit needs something after it", "--exit", "--reserve", "1"),
        wrong("write it as KEY=VALUE", "--withdraw", KEY),
        wrong("a withdrawal of nothing", "--withdraw", KEY + "=0"),
        wrong("without one", "--withdraw", KEY + "=-1"),
        wrong("without one", "--withdraw", KEY + "=+3"),
        wrong("exponent", "--withdraw", KEY + "=1e1"),
        wrong("another script", "--withdraw", KEY + "=\u0663"),
        wrong("another script", "--withdraw", KEY + "=\uff13"),
        wrong("comma", "--withdraw", KEY + "=1,5"),
        wrong("1 or 1000", "--withdraw", KEY + "=1.000"),
        wrong("one side of the point", "--withdraw", KEY + "=.5"),
        wrong("as gwei it would be 1 ETH", "--withdraw", KEY + "=1000000000"),
        wrong("as wei it would be 32 ETH", "--top-up", KEY + "=32000000000000000000"),
        wrong("9 digits behind the point", "--withdraw", KEY + "=1.0000000001"),
        wrong("a deposit is 1 ETH or more", "--top-up", KEY + "=0.5"),
        wrong("a validator can hold (2048 ETH)", "--top-up", KEY + "=3000"),
        wrong("digits 0 to 9", "--reserve", "\u0663"),
        wrong("digits 0 to 9", "--reserve", "+3"),
        wrong("not a validator key", "--consolidate", KEY + "=" + KEY.substring(4)),
        wrong("--or stands between", "--or", "--exit", KEY),
        wrong("--or stands between", "--exit", KEY, "--or"),
        wrong("--or stands between", "--exit", KEY, "--or", "--or", "--exit", KEY),
        wrong("--tiers lies between 1 and 8", "--reserve", "1", "--tiers", "9"),
        wrong("--cancel-tiers lies between 0 and 8", "--reserve", "1", "--cancel-tiers", "-1"),
        wrong("--reserve lies between 0 and 1000", "--reserve", "2000"),
        wrong("it needs --cancel-tiers", "--reserve", "1", "--cancel-tiers", "0"),
        wrong("--review-days lies between", "--reserve", "1", "--review-days", "-5"),
        wrong("--first-nonce lies between", "--reserve", "1", "--first-nonce", "-1"),
        wrong(
            "--first-nonce lies between",
            "--reserve",
            "1",
            "--first-nonce",
            Long.toString(Long.MAX_VALUE)),
        wrong("--withdrawal-account", "--reserve", "1", "--withdrawal-account", "0x5aaeb605"),
        wrong("Unknown option", "--stakes", "file"));
  }

  private static Wrong wrong(String sentence, String... words) {
    return new Wrong(sentence, List.of(words));
  }

  @Test
  void plansNoncesOfAClosedBatchOnlyByTheRightToReopen() throws ProblemException {
    String digest = digest(planPayment());
    assertThat(typed.run("batch", "approve", digest).code()).isZero();
    assertThat(export(digest).code()).isZero();
    Policy first;
    try (TestDesk desk = typed.open()) {
      ExpandedBatch batch =
          BatchExpander.expand(desk.home().batches().request(desk.home().batches().find(digest)));
      new TestStick(stick).send(vault.closed(batch, desk.card()));
      first = policy(1, null, desk.home().pairings().own(Role.APPROVER));
    }
    Said imported = typed.run("batch", "import", "--carry", stick.toString(), "--json");
    assertThat(imported.code()).as(imported.out()).isZero();
    assertThat(imported.json().at("/imported/0/closed").asBoolean()).isTrue();

    Said refused = planPayment();
    assertThat(refused.json().at("/problem/code").asString()).isEqualTo("plan-nonce-closed");

    try (TestDesk desk = typed.open()) {
      new PolicyCopies(desk.home())
          .add(
              desk.home().pairings().vault(vault.instance()),
              vault.policy(
                  policy(
                      2,
                      PolicyCodec.hash(first),
                      desk.home().pairings().own(Role.APPROVER),
                      true)));
    }
    Said planned = planPayment();
    assertThat(planned.code()).as(planned.out() + planned.err()).isZero();
    assertThat(planned.json().path("closedBefore").toString()).isEqualTo("[0]");
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws ProblemException {
    for (Wrong wrong : wrongWords()) {
      Said said = plan(wrong.words().toArray(String[]::new));
      assertThat(said.code()).as(wrong + said.err()).isEqualTo(DeskExitCode.USAGE);
      assertThat(said.err()).contains(wrong.sentence(), "plan --help").doesNotContain("  at ");
      assertThat(said.json().path("ok").asBoolean(true)).isFalse();
      assertThat(said.json().at("/problem/code").asString()).isEqualTo("command-line-wrong");
      assertThat(said.json().at("/problem/happened").asString()).contains(wrong.sentence());
    }
    try (TestDesk desk = typed.open()) {
      assertThat(desk.home().batches().all()).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongInEveryOtherCommandToo() {
    String url = practice.url().toString();
    List<String> many = new ArrayList<>(List.of("endpoints", "set", "--chain", "hoodi"));
    for (int i = 0; i < 17; i++) {
      many.addAll(List.of("--rpc", url));
    }
    for (List<String> words :
        List.of(
            many,
            List.of("burn", "--chain", "hoodi", "--account", "0x12", "--yes"),
            List.of("leaves", "--account", "me"),
            List.of("release", "--chain", "hoodi", "--account", "0x12", "--nonce", "1"),
            List.of("pair", "accept", "0x12", "--words", "a b"),
            List.of("account", "import", "--carry", stick.toString(), "--take-over", "0x12"))) {
      Said said = typed.run(words.toArray(String[]::new));
      assertThat(said.code()).as(words + said.err()).isEqualTo(DeskExitCode.USAGE);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).contains("Nothing was tried.").doesNotContain("  at ");
    }
  }

  @Test
  void refusesMoreThanOneBatchHoldsByName() throws IOException {
    Path many =
        Files.writeString(
            folder.resolve("many.csv"), "recipient,amount,asset,times\nCustodian,0.001,,1000\n");
    Said leaves = plan("--pay", many.toString(), "--tiers", "8");
    assertThat(leaves.json().at("/problem/code").asString()).isEqualTo("plan-too-large");
    assertThat(leaves.json().at("/problem/details/0").asString()).isEqualTo("11000 leaves");
    Said nonces = plan("--pay", many.toString(), "--reserve", "1");
    assertThat(nonces.json().at("/problem/details/0").asString()).isEqualTo("1001 nonces");
  }
}
