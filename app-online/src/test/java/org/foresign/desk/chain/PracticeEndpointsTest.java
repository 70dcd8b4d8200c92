package org.foresign.desk.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.beacon.QuorumBeacon;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.http.StrictJson;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.rpc.QuorumChain;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.practice.chain.EndpointFaults;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeChainBuilder;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import tools.jackson.databind.JsonNode;

/** The desk's chain access against three endpoints of the practice chain, some of them faulty. */
class PracticeEndpointsTest {
  private static final Network HOODI = Networks.HOODI;
  private static final long CHAIN_ID = HOODI.chain().reference();

  /** First account of the public development mnemonic. */
  private static final Credentials PAYER =
      Credentials.create("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  private static final Address ACCOUNT = Address.parse(PAYER.getAddress());
  private static final BlsPublicKey STRANGER = BlsPublicKey.parseHex("a1".repeat(48));
  private static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(20), 8 << 20, null);

  private final List<EndpointFaults> faults = List.of(new EndpointFaults(), new EndpointFaults());
  private PracticeChain practice;
  private QuorumChain chain;
  private QuorumBeacon beacon;

  @BeforeEach
  void start() throws IOException, ProblemException {
    practice =
        PracticeChain.builder()
            .network(HOODI)
            .fund(ACCOUNT, Wei.parseEther("1000"))
            .token(Map.of(ACCOUNT, BigInteger.valueOf(5_000_000)))
            .build()
            .start();
    practice.mine(3);
    List<EndpointUrl> urls = new ArrayList<>();
    urls.add(EndpointUrl.parse(practice.url().toString()));
    for (EndpointFaults fault : faults) {
      urls.add(EndpointUrl.parse(practice.openEndpoint(fault).toString()));
    }
    Quorum two = Quorum.majority(3);
    chain = QuorumChain.open(HOODI.chain(), urls, two, PATIENT, InstantSource.system());
    beacon = QuorumBeacon.open(HOODI.genesisValidatorsRoot(), urls, two, PATIENT);
  }

  @AfterEach
  void stop() {
    chain.close();
    beacon.close();
    practice.close();
  }

  private static Bytes sign(long nonce, Address to, Wei value, Bytes data, long gas) {
    return Bytes.of(
        TransactionEncoder.signMessage(
            RawTransaction.createTransaction(
                CHAIN_ID,
                BigInteger.valueOf(nonce),
                BigInteger.valueOf(gas),
                to.toString(),
                value.value(),
                data.hex(),
                Wei.ofGwei(1).value(),
                Wei.ofGwei(50).value()),
            PAYER));
  }

  @Test
  void onePaymentFromSimulationToFinalityWithALiarAndALaggard() throws ProblemException {
    faults.get(0).nonceShift(7);
    Address to = Address.parse("0x00000000000000000000000000000000000F0E51");
    CallRequest call = new CallRequest(ACCOUNT, to, Wei.ONE_ETHER, Bytes.EMPTY, 300_000L, null);

    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).orThrow()).isZero();
    assertThat(chain.ask(Moment.PENDING, Question.simulate(call)).orThrow())
        .isInstanceOf(Simulation.Succeeds.class);
    Bytes signed = sign(0, to, Wei.ONE_ETHER, Bytes.EMPTY, 300_000);
    Broadcast broadcast = chain.sendRaw(signed);
    assertThat(broadcast.outcomes())
        .hasSize(3)
        .filteredOn(o -> o instanceof Broadcast.Accepted)
        .isNotEmpty();
    assertThat(chain.ask(Moment.LATEST, Question.transaction(broadcast.transaction())).orThrow())
        .isInstanceOf(TxPresence.Pooled.class);

    practice.mine(1);
    faults.get(1).lag(2);
    TxReceipt receipt =
        chain.ask(Moment.LATEST, Question.receipt(broadcast.transaction())).orThrow().orElseThrow();
    assertThat(receipt.succeeded()).isTrue();
    assertThat(receipt.block().number()).isEqualTo(practice.headNumber());
    assertThat(chain.ask(Moment.FINALIZED, Question.receipt(broadcast.transaction())).orThrow())
        .isEmpty();

    faults.get(1).lag(0);
    practice.mineUntilFinal();
    assertThat(chain.ask(Moment.FINALIZED, Question.receipt(broadcast.transaction())).orThrow())
        .contains(receipt);
    assertThat(chain.ask(Moment.FINALIZED, Question.nonce(ACCOUNT)).orThrow()).isEqualTo(1);
  }

  @Test
  void oneHonestEndpointBetweenALiarAndADeadOneDecidesNothing() throws ProblemException {
    faults.get(0).balance(Wei.of(1));
    faults.get(1).down(true);

    assertThat(chain.ask(Moment.LATEST, Question.balance(ACCOUNT)))
        .isInstanceOf(Fact.Disputed.class);
    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).orThrow()).isZero();
    faults.get(0).down(true);
    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)))
        .isInstanceOfSatisfying(
            Fact.Unknown.class,
            u -> assertThat(u.why()).contains("2 of 3 endpoints must agree, 1 answered"));
  }

  @Test
  void readsFeesTokenAndPredeploys() throws ProblemException {
    Address token = PracticeChainBuilder.TOKEN;

    assertThat(chain.ask(Moment.LATEST, Question.tokenBalance(token, ACCOUNT)).orThrow())
        .isEqualTo(Wei.of(5_000_000));
    assertThat(chain.ask(Moment.PENDING, Question.requestFee(HOODI.withdrawalRequests())).orThrow())
        .isEqualTo(Wei.of(1));
    assertThat(
            chain.ask(Moment.LATEST, Question.requestFee(HOODI.consolidationRequests())).orThrow())
        .isEqualTo(Wei.of(1));
    assertThat(
            chain.ask(Moment.LATEST, Question.feeHistory(2, List.of(50))).orThrow().nextBaseFee())
        .isEqualTo(practice.nextBaseFee());
  }

  @Test
  void seesADepositWaitAndBecomeAValidator() throws ProblemException {
    JsonNode entry =
        StrictJson.MAPPER
            .readTree(SharedData.read("deposit/deposit_data-hoodi-0x02-32eth.json"))
            .get(0);
    BlsPublicKey key = BlsPublicKey.parseHex(entry.get("pubkey").stringValue());
    assertThat(beacon.standings(Set.of(key)).orThrow().get(key))
        .isEqualTo(new KeyStanding(new Registration.Absent(), List.of()));

    Bytes data = depositCall(entry);
    chain.sendRaw(sign(0, HOODI.depositContract(), Wei.parseEther("32"), data, 500_000));
    boolean waited = false;
    for (int i = 0; i < 200 && !isActive(key); i++) {
      practice.mine(1);
      waited |= !beacon.pendingDeposits(Set.of(key)).orThrow().isEmpty();
    }

    assertThat(waited).isTrue();
    faults.get(1).omitValidators(true);
    Registration registration = beacon.validators(Set.of(key)).orThrow().get(key);
    assertThat(registration)
        .isInstanceOfSatisfying(
            Registration.Validator.class,
            v -> {
              assertThat(v.credentials().toString())
                  .isEqualTo("0x" + entry.get("withdrawal_credentials").stringValue());
              assertThat(v.exitEpoch()).isEqualTo(Registration.NEVER);
            });
    faults.get(0).omitValidators(true);
    assertThat(beacon.validators(Set.of(key)).orThrow().get(key))
        .as("two liars of three are a quorum")
        .isEqualTo(new Registration.Absent());
  }

  private boolean isActive(BlsPublicKey key) {
    return beacon
        .validators(Set.of(key))
        .holds(m ->
            m.get(key) instanceof Registration.Validator v
                && v.status() == BeaconStatus.ACTIVE_ONGOING);
  }

  /** deposit(bytes,bytes,bytes,bytes32) by hand: heads, then length-prefixed tails. */
  private static Bytes depositCall(JsonNode entry) {
    String word = "%064x";
    return Bytes.parseHex(
        "22895118"
            + word.formatted(0x80)
            + word.formatted(0xe0)
            + word.formatted(0x120)
            + entry.get("deposit_data_root").stringValue()
            + word.formatted(48)
            + entry.get("pubkey").stringValue()
            + "00".repeat(16)
            + word.formatted(32)
            + entry.get("withdrawal_credentials").stringValue()
            + word.formatted(96)
            + entry.get("signature").stringValue());
  }

  @Test
  void readsGenesisSpecAndFinality() throws ProblemException {
    assertThat(beacon.genesis().orThrow().forkVersion()).isEqualTo(HOODI.genesisFork());
    BeaconSpec spec = beacon.spec().orThrow();
    assertThat(spec.depositChainId()).isEqualTo(CHAIN_ID);
    assertThat(spec.depositContract()).isEqualTo(HOODI.depositContract());
    practice.mineUntilFinal();
    assertThat(beacon.finality().orThrow().finalized().epoch()).isPositive();
    assertThat(beacon.finality())
        .isInstanceOfSatisfying(
            Fact.Known.class,
            known -> assertThat(known.block().number()).isEqualTo(practice.finalizedNumber()));
    assertThat(beacon.pendingPartialWithdrawals(Set.of(0L)).orThrow()).isEmpty();
    assertThat(beacon.pendingConsolidations(Set.of(0L)).orThrow()).isEmpty();
    assertThat(beacon.validators(Set.of(STRANGER)).orThrow().get(STRANGER))
        .isEqualTo(new Registration.Absent());
    assertThat(beacon.endpoints()).allMatch(EndpointState::answering);
  }
}
