package org.foresign.desk.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.AccountCode;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.CallRequest;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.SendRejection;
import org.foresign.desk.chain.Simulation;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.HttpLinks;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Anvil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import tools.jackson.databind.node.JsonNodeFactory;

/** The desk's chain access against a real node from outside; signed by web3j, not by our code. */
@Tag("anvil")
class AnvilIT {
  private static final long CHAIN_ID = 31_337;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Development keys 1 to 5 of anvil's published mnemonic, one a test that spends. */
  private static final List<String> KEYS =
      List.of(
          "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
          "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
          "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
          "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a",
          "8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba");

  private static final Address RECIPIENT =
      Address.parse("0x00000000000000000000000000000000000f0e51");

  private static Anvil anvil;
  private static HttpLinks client;
  private static JsonRpcClient control;
  private static QuorumChain chain;

  @BeforeAll
  static void start() throws ProblemException {
    anvil = Anvil.startOrSkip(CHAIN_ID);
    EndpointUrl url = EndpointUrl.parse(anvil.url());
    client = new HttpLinks(Patience.LOOPBACK);
    control = new JsonRpcClient(url, client.to(url));
    chain =
        QuorumChain.open(
            Chain.evm(CHAIN_ID),
            List.of(url),
            Quorum.majority(1),
            Patience.NETWORK,
            InstantSource.system());
  }

  @AfterAll
  static void stop() {
    if (anvil != null) {
      chain.close();
      client.close();
      anvil.close();
    }
  }

  private static Address account(int key) {
    return Address.parse(Credentials.create(KEYS.get(key)).getAddress());
  }

  private static Bytes sign(int key, long nonce, Wei value, long gasLimit, FeeCaps fees) {
    return sign(CHAIN_ID, key, nonce, value, gasLimit, fees);
  }

  private static Bytes sign(
      long chainId, int key, long nonce, Wei value, long gasLimit, FeeCaps fees) {
    RawTransaction transaction =
        RawTransaction.createTransaction(
            chainId,
            BigInteger.valueOf(nonce),
            BigInteger.valueOf(gasLimit),
            RECIPIENT.toString(),
            value.value(),
            "",
            fees.maxPriorityFeePerGas().value(),
            fees.maxFeePerGas().value());
    return Bytes.of(TransactionEncoder.signMessage(transaction, Credentials.create(KEYS.get(key))));
  }

  private static FeeCaps gwei(long cap, long tip) {
    return new FeeCaps(Wei.ofGwei(cap), Wei.ofGwei(tip));
  }

  private static void mine(int blocks) throws ProblemException {
    control
        .call(JsonRpcClient.Call.of("anvil_mine", NODES.stringNode(ChainRequests.hex(blocks))))
        .result();
  }

  private static void setCode(Address address, String code) throws ProblemException {
    control
        .call(
            JsonRpcClient.Call.of(
                "anvil_setCode",
                NODES.stringNode(address.bytes().prefixedHex()),
                NODES.stringNode(code)))
        .result();
  }

  private static SendRejection rejection(Bytes signed) {
    Broadcast.Outcome outcome = chain.sendRaw(signed).outcomes().getFirst();
    assertThat(outcome).isInstanceOf(Broadcast.Rejected.class);
    return ((Broadcast.Rejected) outcome).kind();
  }

  @Test
  void followsAPaymentFromPoolToFinality() throws ProblemException {
    Wei before = chain.ask(Moment.LATEST, Question.balance(RECIPIENT)).orThrow();
    Bytes signed = sign(0, 0, Wei.ONE_ETHER, 21_000, gwei(50, 1));

    Broadcast broadcast = chain.sendRaw(signed);

    assertThat(broadcast.isOut()).isTrue();
    Digest32 hash = broadcast.transaction();
    assertThat(broadcast.outcomes().getFirst()).isInstanceOf(Broadcast.Accepted.class);
    assertThat(chain.ask(Moment.LATEST, Question.transaction(hash)).orThrow())
        .isInstanceOf(TxPresence.Mined.class);
    TxReceipt receipt = chain.ask(Moment.LATEST, Question.receipt(hash)).orThrow().orElseThrow();
    assertThat(receipt.succeeded()).isTrue();
    assertThat(receipt.gasUsed()).isEqualTo(21_000);
    mine(4);
    assertThat(chain.ask(Moment.FINALIZED, Question.receipt(hash)).orThrow()).contains(receipt);
    assertThat(chain.ask(Moment.LATEST, Question.blockAt(receipt.block().number())).orThrow().ref())
        .isEqualTo(receipt.block());
    assertThat(chain.ask(Moment.LATEST, Question.balance(RECIPIENT)).orThrow().minus(before))
        .isEqualTo(Wei.ONE_ETHER);
    AccountState state = chain.ask(Moment.FINALIZED, Question.account(account(0))).orThrow();
    assertThat(state.nonce()).isEqualTo(1);
    assertThat(state.code()).isEqualTo(new AccountCode.None());
    assertThat(state.balance())
        .isEqualTo(
            Wei.ONE_ETHER.times(10_000).minus(Wei.ONE_ETHER).minus(receipt.fee().orElseThrow()));
  }

  @Test
  void seesWhatWaitsInThePoolAndSaysWhyAReplacementIsRefused() throws ProblemException {
    Bytes ahead = sign(1, 1, Wei.of(1), 21_000, gwei(50, 1));

    Broadcast first = chain.sendRaw(ahead);

    assertThat(first.isOut()).isTrue();
    assertThat(chain.ask(Moment.LATEST, Question.transaction(first.transaction())).orThrow())
        .isEqualTo(new TxPresence.Pooled(1));
    assertThat(chain.ask(Moment.LATEST, Question.receipt(first.transaction())).orThrow())
        .isEqualTo(Optional.empty());
    assertThat(chain.sendRaw(ahead).outcomes().getFirst())
        .isInstanceOf(Broadcast.AlreadyKnown.class);
    assertThat(rejection(sign(1, 1, Wei.of(2), 21_000, gwei(50, 1))))
        .isEqualTo(SendRejection.REPLACEMENT_UNDERPRICED);
    assertThat(chain.ask(Moment.LATEST, Question.nonce(account(1))).orThrow()).isZero();
    assertThat(pending(chain, account(1)).orThrow().agreed()).isZero();

    chain.sendRaw(sign(1, 0, Wei.of(1), 21_000, gwei(50, 1)));
    mine(1);
    assertThat(chain.ask(Moment.LATEST, Question.nonce(account(1))).orThrow()).isEqualTo(2);
    assertThat(pending(chain, account(1)).orThrow()).isEqualTo(new PendingNonce(2, 2, 1));
  }

  @Test
  void sortsTheNodesRefusals() throws ProblemException {
    assertThat(chain.sendRaw(sign(2, 0, Wei.of(1), 21_000, gwei(50, 1))).isOut()).isTrue();
    mine(1); // the node answers a submission before it has mined it
    assertThat(rejection(sign(2, 0, Wei.of(2), 21_000, gwei(500, 10))))
        .isEqualTo(SendRejection.NONCE_TOO_LOW);
    assertThat(rejection(sign(2, 1, Wei.ONE_ETHER.times(20_000), 21_000, gwei(50, 1))))
        .isEqualTo(SendRejection.INSUFFICIENT_FUNDS);
    assertThat(rejection(sign(2, 1, Wei.of(1), 20_000, gwei(50, 1))))
        .isEqualTo(SendRejection.GAS_TOO_LOW);
    assertThat(rejection(sign(2, 1, Wei.of(1), 2_000_000_000, gwei(1, 1))))
        .isEqualTo(SendRejection.GAS_TOO_HIGH);
    assertThat(rejection(sign(1L, 2, 1, Wei.of(1), 21_000, gwei(50, 1))))
        .isEqualTo(SendRejection.WRONG_CHAIN);
  }

  @Test
  void simulatesWithoutASignature() throws ProblemException {
    Address reverting = Address.parse("0x00000000000000000000000000000000000ABAD0");
    setCode(reverting, "0x60006000fd");
    CallRequest pay =
        new CallRequest(account(3), RECIPIENT, Wei.of(1), Bytes.EMPTY, 300_000L, null);
    CallRequest tooMuch =
        new CallRequest(
            account(3), RECIPIENT, Wei.ONE_ETHER.times(20_000), Bytes.EMPTY, 300_000L, null);
    CallRequest reverts =
        new CallRequest(account(3), reverting, Wei.ZERO, Bytes.EMPTY, 300_000L, null);

    assertThat(chain.ask(Moment.PENDING, Question.simulate(pay)).orThrow())
        .isEqualTo(new Simulation.Succeeds(Bytes.EMPTY, 21_000));
    assertThat(chain.ask(Moment.LATEST, Question.simulate(reverts)).orThrow())
        .isInstanceOf(Simulation.Reverts.class);
    assertThat(chain.ask(Moment.PENDING, Question.simulate(tooMuch)).orThrow())
        .isInstanceOfSatisfying(
            Simulation.Refused.class,
            r -> assertThat(r.kind()).isEqualTo(SendRejection.INSUFFICIENT_FUNDS));
  }

  @Test
  void readsContractsAndSaysWhereThereIsNone() throws ProblemException {
    // PUSH1 18, PUSH1 0, MSTORE, PUSH1 32, PUSH1 0, RETURN: answers 18 to everything.
    Address eighteen = Address.parse("0x0000000000000000000000000000000000018018");
    setCode(eighteen, "0x601260005260206000f3");

    assertThat(chain.ask(Moment.LATEST, Question.tokenBalance(eighteen, RECIPIENT)).orThrow())
        .isEqualTo(Wei.of(18));
    assertThat(chain.ask(Moment.PENDING, Question.requestFee(eighteen)).orThrow())
        .isEqualTo(Wei.of(18));
    Fact<Wei> nobody =
        chain.ask(
            Moment.LATEST,
            Question.requestFee(Address.parse("0x00000000000000000000000000000000000000ee")));
    assertThat(nobody.words()).contains("there is no such contract");
    assertThat(chain.ask(Moment.LATEST, Question.code(eighteen)).orThrow())
        .isInstanceOfSatisfying(
            AccountCode.Contract.class, c -> assertThat(c.size()).isEqualTo(10));
  }

  @Test
  void recognisesADelegatedSender() throws ProblemException {
    setCode(account(4), "0xef0100" + RECIPIENT.bytes().hex());

    assertThat(chain.ask(Moment.LATEST, Question.code(account(4))).orThrow())
        .isEqualTo(new AccountCode.Delegated(RECIPIENT));
  }

  @Test
  void readsFeesOfRecentBlocks() throws ProblemException {
    mine(5);
    FeeHistory history =
        chain.ask(Moment.LATEST, Question.feeHistory(4, List.of(10, 50))).orThrow();

    assertThat(history.baseFees()).hasSize(5);
    assertThat(history.tips()).hasSize(4).allSatisfy(t -> assertThat(t).hasSize(2));
    long newest = history.oldest() + 3;
    assertThat(history.baseFees().get(3))
        .isEqualTo(chain.ask(Moment.LATEST, Question.blockAt(newest)).orThrow().baseFee());
  }

  @Test
  void refusesToStartOnAnotherChain() throws ProblemException {
    EndpointUrl url = EndpointUrl.parse(anvil.url());
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () ->
                QuorumChain.open(
                    Chain.evm(1),
                    List.of(url),
                    Quorum.majority(1),
                    Patience.LOOPBACK,
                    InstantSource.system()));
    assertThat(refused.problem().code()).isEqualTo(ChainProblem.CHAIN_DIFFERS);
  }

  private static Fact<PendingNonce> pending(ChainView chain, Address account) {
    ChainPoll poll = chain.poll();
    return poll.pendingNonce(account, poll.ask(Moment.LATEST, Question.nonce(account)));
  }
}
