package org.foresign.desk.chain.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.KeyStanding;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuorumBeaconTest {
  private static final BlsPublicKey KEY = BlsPublicKey.parseHex("a1".repeat(48));
  private static final BlsPublicKey OTHER = BlsPublicKey.parseHex("b2".repeat(48));
  private static final WithdrawalCredentials OURS =
      WithdrawalCredentials.compounding(
          Address.parse("0x00000000219ab540356cBB839Cbe05303d7705Fa"));
  private static final WithdrawalCredentials THEIRS =
      WithdrawalCredentials.eth1(Address.parse("0x7f02C3E3c98b133055B8B348B2Ac625669Ed295D"));
  private static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(20), 1 << 20, null);

  private final List<AutoCloseable> open = new ArrayList<>();
  private StubBeacon a;
  private StubBeacon b;
  private StubBeacon c;

  @BeforeEach
  void start() {
    a = stub();
    b = stub();
    c = stub();
  }

  private StubBeacon stub() {
    StubBeacon stub = new StubBeacon();
    open.add(stub);
    return stub;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private QuorumBeacon beacon(int needed, StubBeacon... stubs) throws ProblemException {
    List<EndpointUrl> urls = new ArrayList<>();
    for (StubBeacon stub : stubs) {
      urls.add(EndpointUrl.parse(stub.url()));
    }
    QuorumBeacon beacon =
        QuorumBeacon.open(
            Digest32.parseHex(StubBeacon.ROOT), urls, new Quorum(needed, stubs.length), PATIENT);
    open.add(beacon);
    return beacon;
  }

  private static String record(WithdrawalCredentials credentials) {
    return StubBeacon.validator(17, KEY.toString(), credentials.toString(), "active_ongoing");
  }

  private static Fact<Registration> registration(QuorumBeacon beacon) {
    return beacon.validators(Set.of(KEY)).map(m -> m.get(KEY));
  }

  @Test
  void readsARecordWhole() throws ProblemException {
    a.validators(record(OURS));

    Fact<Map<BlsPublicKey, Registration>> fact = beacon(1, a).validators(Set.of(KEY, OTHER));

    assertThat(fact.orThrow())
        .isEqualTo(
            Map.of(
                KEY,
                new Registration.Validator(
                    17,
                    KEY,
                    OURS,
                    new Gwei(32_000_000_001L),
                    Gwei.ofEther(32),
                    false,
                    BeaconStatus.ACTIVE_ONGOING,
                    9,
                    Registration.NEVER,
                    Registration.NEVER),
                OTHER,
                new Registration.Absent()));
    assertThat(((Fact.Known<?>) fact).block().number()).isEqualTo(640);
    assertThat(BeaconStatus.ACTIVE_ONGOING.coarse()).isEqualTo(ValidatorStatus.ACTIVE);
  }

  @Test
  void anOmissionIsOutvotedAndWithoutQuorumDisputed() throws ProblemException {
    a.validators(record(THEIRS));
    b.validators(record(THEIRS));

    assertThat(registration(beacon(2, a, b, c)).orThrow())
        .isInstanceOf(Registration.Validator.class);
    assertThat(registration(beacon(2, a, c))).isInstanceOf(Fact.Disputed.class);
  }

  @Test
  void absenceNeedsAFinalAnswerThatWasReadWhole() throws ProblemException {
    QuorumBeacon beacon = beacon(1, a);
    String path = "/eth/v1/beacon/states/finalized/validators";
    assertThat(registration(beacon).orThrow()).isEqualTo(new Registration.Absent());
    for (String bad :
        List.of(
            "{\"execution_optimistic\":true,\"finalized\":true,\"data\":[]}",
            "{\"execution_optimistic\":false,\"finalized\":true,\"data\":null}",
            "{\"execution_optimistic\":false,\"finalized\":true}",
            "{\"execution_optimistic\":false,\"finalized\":true,\"data\":[]",
            "{\"execution_optimistic\":false,\"finalized\":true,\"data\":[{}]}",
            "[]",
            "")) {
      a.put(path, bad);
      assertThat(registration(beacon)).as(bad).isInstanceOf(Fact.Unknown.class);
    }
    a.validators(StubBeacon.validator(1, OTHER.toString(), OURS.toString(), "active_ongoing"));
    assertThat(registration(beacon).words()).contains("was not asked for");
    a.validators(StubBeacon.validator(1, KEY.toString(), OURS.toString(), "sleeping"));
    assertThat(registration(beacon).words()).contains("is no validator state");
  }

  /** Prysm wrote finalized:false beside finalized states; others leave the flags away. */
  @Test
  void theFinalizedHeaderProvesTheStateAndNotARepeatedFlag() throws ProblemException {
    String path = "/eth/v1/beacon/states/finalized/";
    for (String flags :
        List.of(
            "\"execution_optimistic\":false,\"finalized\":false,", "\"finalized\":false,", "")) {
      a.put(path + "validators", "{" + flags + "\"data\":[]}");
      a.put(path + "pending_deposits", "{" + flags + "\"data\":[]}");
      assertThat(beacon(1, a).standings(Set.of(KEY)).isKnown()).as(flags).isTrue();
    }
  }

  @Test
  void aHeaderThatDoesNotCallItselfFinalNeedsItsCheckpoint() throws ProblemException {
    String header = "/eth/v1/beacon/headers/finalized";
    String data =
        "\"data\":{\"root\":\"0x%s\",\"header\":{\"message\":{\"slot\":\"640\",\"parent_root\":\"0x%s\"}}}}"
            .formatted("aa".repeat(32), "11".repeat(32));
    for (String flag : List.of("\"finalized\":false,", "")) {
      a.put(header, "{" + flag + data);
      checkpoint("aa");
      assertThat(registration(beacon(1, a)).isKnown()).as(flag).isTrue();
      checkpoint("bb");
      assertThat(registration(beacon(1, a)).words()).as(flag).contains("not final");
    }
  }

  private void checkpoint(String root) {
    String point = "{\"epoch\":\"20\",\"root\":\"0x" + root.repeat(32) + "\"}";
    a.put(
        "/eth/v1/beacon/states/head/finality_checkpoints",
        "{\"data\":{\"finalized\":" + point + ",\"current_justified\":" + point + "}}");
  }

  @Test
  void asksByGetWhateverStatusRefusesThePost() throws ProblemException {
    for (int status : new int[] {400, 403, 405, 413, 500, 503}) {
      a.refusePost(status);
      assertThat(registration(beacon(1, a)).isKnown()).as("%d", status).isTrue();
    }
  }

  @Test
  void anEndpointAtAnotherCheckpointIsNoDispute() throws ProblemException {
    a.finalizedSlot(672, "bb").validators(record(OURS));

    assertThat(registration(beacon(2, a, b)).words()).contains("is at finalized slot 672, not 640");
    assertThat(registration(beacon(2, a, b, c)).orThrow()).isEqualTo(new Registration.Absent());
  }

  @Test
  void twoRootsAtOneSlotAreADispute() throws ProblemException {
    a.finalizedSlot(640, "bb");

    assertThat(registration(beacon(2, a, b))).isInstanceOf(Fact.Disputed.class);
  }

  @Test
  void standingsJoinRegistryAndQueue() throws ProblemException {
    a.queue(
        "pending_deposits",
        StubBeacon.deposit(OTHER.toString(), OURS.toString(), "1000000000")
            + ","
            + StubBeacon.deposit(KEY.toString(), THEIRS.toString(), "1000000000"));

    KeyStanding standing = beacon(1, a).standings(Set.of(KEY)).orThrow().get(KEY);

    assertThat(standing.registration()).isEqualTo(new Registration.Absent());
    assertThat(standing.pending())
        .containsExactly(
            new PendingDeposit(KEY, THEIRS, Gwei.ofEther(1), Bytes.parseHex("cc".repeat(96)), 639));
    assertThat(standing.isFreeOrOurs(OURS::equals)).isFalse();
    assertThat(standing.isFreeOrOurs(THEIRS::equals)).isTrue();
    assertThat(new KeyStanding(new Registration.Absent(), List.of()).isFreeOrOurs(OURS::equals))
        .isTrue();
  }

  @Test
  void aQueueThatIsCutShortOrNestedIsNoAnswer() throws ProblemException {
    QuorumBeacon beacon = beacon(1, a);
    String good =
        StubBeacon.envelope(StubBeacon.deposit(KEY.toString(), OURS.toString(), "1000000000"));
    String path = "/eth/v1/beacon/states/finalized/pending_deposits";
    assertThat(beacon.pendingDeposits(Set.of(KEY)).orThrow()).isEmpty();
    for (int cut = 0; cut < good.length(); cut += 7) {
      a.put(path, good.substring(0, cut));
      assertThat(beacon.pendingDeposits(Set.of(KEY)).isKnown()).as("cut at %d", cut).isFalse();
    }
    for (String bad :
        List.of(
            good + "{}",
            "{\"execution_optimistic\":false,\"finalized\":true,\"data\":[[]]}",
            "{\"execution_optimistic\":false,\"finalized\":true,\"data\":[{\"pubkey\":{}}]}",
            good.replace("optimistic\":false", "optimistic\":true"))) {
      a.put(path, bad);
      assertThat(beacon.pendingDeposits(Set.of(KEY)).isKnown()).as(bad).isFalse();
    }
  }

  @Test
  void findsOurDepositInAQueueFarLargerThanAWholeAnswerMayBe() throws ProblemException {
    String foreign = StubBeacon.deposit(OTHER.toString(), THEIRS.toString(), "32000000000");
    String items =
        IntStream.range(0, 20_000).mapToObj(i -> foreign).collect(Collectors.joining(","));
    a.queue(
        "pending_deposits",
        items + "," + StubBeacon.deposit(KEY.toString(), OURS.toString(), "1000000000"));

    assertThat(beacon(1, a).pendingDeposits(Set.of(KEY)).orThrow()).hasSize(1);
  }

  @Test
  void keepsOnlyThePartialsAndConsolidationsOfOurValidators() throws ProblemException {
    a.queue(
        "pending_partial_withdrawals",
        """
        {"validator_index":"17","amount":"5","withdrawable_epoch":"300"},\
        {"validator_index":"18","amount":"6","withdrawable_epoch":"301"}\
        """);
    a.queue(
        "pending_consolidations",
        """
        {"source_index":"1","target_index":"17"},{"source_index":"2","target_index":"3"}\
        """);
    QuorumBeacon beacon = beacon(1, a);

    assertThat(beacon.pendingPartialWithdrawals(Set.of(17L)).orThrow())
        .containsExactly(new PendingPartialWithdrawal(17, new Gwei(5), 300));
    assertThat(beacon.pendingConsolidations(Set.of(17L)).orThrow())
        .containsExactly(new PendingConsolidation(1, 17));
  }

  @Test
  void asksByGetInChunksWherePostIsNotOffered() throws ProblemException {
    a.refusePost(405);
    Set<BlsPublicKey> keys =
        IntStream.range(0, 70)
            .mapToObj(i -> BlsPublicKey.parseHex(("%096x").formatted(i)))
            .collect(Collectors.toSet());

    assertThat(beacon(1, a).validators(keys).orThrow()).hasSize(70);
    assertThat(a.asked()).filteredOn(q -> q.startsWith("GET") && q.contains("?id=")).hasSize(2);
  }

  private static void moveToAnotherChain(StubBeacon stub) {
    stub.put(
        "/eth/v1/beacon/genesis",
        """
        {"data":{"genesis_time":"1","genesis_validators_root":"0x%s",\
        "genesis_fork_version":"0x00000000"}}\
        """
            .formatted("4b".repeat(32)));
  }

  @Test
  void refusesToOpenWhenThoseOfAnotherBeaconChainLeaveNoQuorum() {
    moveToAnotherChain(b);

    ProblemException refused = catchThrowableOfType(ProblemException.class, () -> beacon(2, a, b));

    assertThat(refused.problem().code()).isEqualTo(ChainProblem.CHAIN_DIFFERS);
    assertThat(refused.problem().happened()).contains(b.url());
  }

  @Test
  void goesOnWithoutAnEndpointOfAnotherBeaconChainAndNamesIt() throws ProblemException {
    moveToAnotherChain(b);
    QuorumBeacon beacon = beacon(2, a, b, c);
    assertThat(beacon.strangers()).singleElement().asString().contains(b.url());
    assertThat(beacon.pendingDeposits(Set.of(KEY)).isKnown()).isTrue();
  }

  @Test
  void comparesFinalizedCheckpointsOnly() throws ProblemException {
    String checkpoints =
        """
        {"execution_optimistic":false,"finalized":false,"data":{\
        "previous_justified":{"epoch":"9","root":"0x%1$s"},\
        "current_justified":{"epoch":"%2$d","root":"0x%1$s"},\
        "finalized":{"epoch":"8","root":"0x%1$s"}}}\
        """;
    String path = "/eth/v1/beacon/states/head/finality_checkpoints";
    a.put(path, checkpoints.formatted("11".repeat(32), 9));
    b.put(path, checkpoints.formatted("11".repeat(32), 10));
    assertThat(beacon(2, a, b).finality().orThrow().finalized().epoch()).isEqualTo(8);
    b.put(path, checkpoints.replace("\"8\"", "\"7\"").formatted("11".repeat(32), 10));
    assertThat(beacon(2, a, b).finality()).isInstanceOf(Fact.Disputed.class);
  }

  @Test
  void withoutEndpointsEverythingIsUnknownAndSaysSo() {
    assertThat(BeaconView.none().standings(Set.of(KEY)).words())
        .isEqualTo("unknown: no Beacon API endpoint is set up");
  }
}
