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
import org.foresign.desk.TestVault;
import org.foresign.desk.cli.TypedDesk.Said;
import org.foresign.desk.practice.PracticeChain;
import org.foresign.desk.settings.Policies;
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
import org.foresign.usb.FolderCarrier;
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
      new Policies(desk.home().database())
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
    Asset coin = Asset.nativeOf(CHAIN);
    return new Policy(
        number,
        previous,
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
                        coin, Wei.parseEther("10"), Wei.parseEther("20"), Wei.parseEther("90"))),
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
        List.of(new Policy.Approver(approver.digest(), approver.card().signingKey(), "Approver")));
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
    assertThat(early.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(early.json().at("/problem/code").asString()).isEqualTo("batch-not-approved");
    assertThat(new FolderCarrier(stick).waiting(ParcelKind.BATCH_REQUEST)).isEmpty();

    assertThat(typed.run("batch", "approve", digest(planned)).code()).isZero();
    assertThat(export(digest(planned)).code()).isZero();
    assertThat(new FolderCarrier(stick).waiting(ParcelKind.BATCH_REQUEST)).hasSize(1);
  }

  @Test
  void exportsNothingThatWasPlannedUnderAnOlderPolicy() throws ProblemException {
    String batch = digest(planPayment());
    typed.run("batch", "approve", batch);
    try (TestDesk desk = typed.open()) {
      SignedIdentityCard approver = desk.home().pairings().own(Role.APPROVER);
      Digest32 before = PolicyCodec.hash(policy(1, null, approver));
      new Policies(desk.home().database())
          .add(
              desk.home().pairings().vault(vault.instance()),
              vault.policy(policy(2, before, approver)));
    }
    Said late = export(batch);
    assertThat(late.code()).isEqualTo(ExitCode.PROBLEM);
    assertThat(late.json().at("/problem/code").asString()).isEqualTo("batch-refused");
    assertThat(new FolderCarrier(stick).waiting(ParcelKind.BATCH_REQUEST)).isEmpty();
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
}
