package org.foresign.desk.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.Broadcast;
import org.foresign.desk.chain.CallRequest;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.ChainView;
import org.foresign.desk.chain.EndpointState;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.SendRejection;
import org.foresign.desk.chain.Simulation;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.http.StrictJson;
import org.foresign.desk.chain.http.StubNode;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemCode;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.StubClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuorumChainTest {
  private static final long CHAIN_ID = 560_048;
  private static final Address ACCOUNT =
      Address.parse("0x00000000219ab540356cBB839Cbe05303d7705Fa");

  /** A busy machine must not make an honest endpoint late; nothing waits where all answer. */
  private static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(20), 1 << 20, null);

  /** Where an endpoint never answers and the test waits for that. */
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofSeconds(4), 1 << 20, null);

  private final List<AutoCloseable> open = new ArrayList<>();
  private StubNode a;
  private StubNode b;
  private StubNode c;

  @BeforeEach
  void start() {
    a = node();
    b = node();
    c = node();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }

  private StubNode node() {
    StubNode node = new StubNode(CHAIN_ID);
    open.add(node);
    return node;
  }

  private QuorumChain chain(int needed, StubNode... nodes) throws ProblemException {
    return chain(needed, PATIENT, InstantSource.system(), nodes);
  }

  private QuorumChain chain(int needed, Patience patience, InstantSource clock, StubNode... nodes)
      throws ProblemException {
    List<EndpointUrl> urls = new ArrayList<>();
    for (StubNode node : nodes) {
      urls.add(EndpointUrl.parse(node.url()));
    }
    QuorumChain chain =
        QuorumChain.open(
            Chain.evm(CHAIN_ID), urls, new Quorum(needed, nodes.length), patience, clock);
    open.add(chain);
    return chain;
  }

  private BlockRef blockOf(StubNode node, long number) {
    return new BlockRef(number, Digest32.parseHex(node.hash(number)));
  }

  @Test
  void knowsWhatTwoOfThreeAgreeOnDespiteALiar() throws ProblemException {
    c.method("eth_getTransactionCount", "\"0x63\"");

    Fact<Long> nonce = chain(2, a, b, c).ask(Moment.LATEST, Question.nonce(ACCOUNT));

    assertThat(nonce).isEqualTo(new Fact.Known<>(7L, blockOf(a, 100)));
  }

  @Test
  void disputesWhatHasNoQuorum() throws ProblemException {
    b.method("eth_getTransactionCount", "\"0x8\"");
    c.method("eth_getTransactionCount", "\"0x63\"");

    Fact<Long> nonce = chain(2, a, b, c).ask(Moment.LATEST, Question.nonce(ACCOUNT));

    assertThat(nonce)
        .isInstanceOfSatisfying(
            Fact.Disputed.class,
            d ->
                assertThat(((Fact.Disputed<Long>) d).claims())
                    .extracting(Fact.Claim::value)
                    .containsExactly(7L, 8L, 99L));
    assertThat(nonce.words()).contains(a.url() + " says 7", c.url() + " says 99");
  }

  @Test
  void disputesWhenTwoAnswersBothHaveTheQuorum() throws ProblemException {
    b.method("eth_getBalance", "\"0x1\"");

    assertThat(chain(1, a, b).ask(Moment.LATEST, Question.balance(ACCOUNT)))
        .isInstanceOf(Fact.Disputed.class);
  }

  @Test
  void takesEndpointsOnAnotherForkForADispute() throws ProblemException {
    b.fork("ff");

    QuorumChain chain = chain(2, a, b);
    assertThat(chain.poll().head()).isInstanceOf(Fact.Disputed.class);
    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).words()).contains("disagree");
  }

  @Test
  void readsAtTheBlockThatAQuorumHasSoThatLagIsNoDispute() throws ProblemException {
    a.head(105).method("eth_getTransactionCount", p -> nonceAt(p.get(1).stringValue()));
    b.head(103).method("eth_getTransactionCount", p -> nonceAt(p.get(1).stringValue()));
    c.head(40).method("eth_getTransactionCount", p -> nonceAt(p.get(1).stringValue()));

    assertThat(chain(2, a, b, c).ask(Moment.LATEST, Question.nonce(ACCOUNT)))
        .isEqualTo(new Fact.Known<>(103L, blockOf(a, 103)));
    assertThat(chain(3, a, b, c).ask(Moment.LATEST, Question.nonce(ACCOUNT)))
        .isEqualTo(new Fact.Known<>(40L, blockOf(a, 40)));
  }

  private static String nonceAt(String tag) {
    return StubNode.quoted(tag);
  }

  @Test
  void oneEndpointCannotMoveTheHeadByClaimingAFarBlock() throws ProblemException {
    c.head(1_000_000);

    assertThat(chain(2, a, b, c).poll().head().orThrow().ref()).isEqualTo(blockOf(a, 100));
  }

  @Test
  void readsFinalizedFactsAtTheBlockThatAQuorumCallsFinalized() throws ProblemException {
    a.finalized(95);
    b.finalized(93);
    c.finalized(0);

    assertThat(chain(2, a, b, c).ask(Moment.FINALIZED, Question.nonce(ACCOUNT)))
        .isEqualTo(new Fact.Known<>(7L, blockOf(a, 93)));
  }

  @Test
  void saysWhomItWaitsForWhenTooFewAnswer() throws ProblemException {
    QuorumChain chain = chain(2, SHORT, InstantSource.system(), a, b, c);
    b.stalling();
    c.close();

    Fact<Wei> balance = chain.ask(Moment.LATEST, Question.balance(ACCOUNT));

    assertThat(balance.words())
        .contains("2 of 3 endpoints must agree, 1 answered", b.url(), c.url())
        .contains("did not answer in time", "could not be reached");
    assertThat(balance.holds(w -> true)).isFalse();
    ProblemException thrown = catchThrowableOfType(ProblemException.class, balance::orThrow);
    assertThat(thrown.problem().code()).isEqualTo(ChainProblem.FACT_UNKNOWN);
  }

  @Test
  void anEndpointThatIsAloneIsNamedOnceWithItsReason() throws ProblemException {
    c.close();

    String words = chain(1, c).ask(Moment.LATEST, Question.balance(ACCOUNT)).words();

    assertThat(words).startsWith("unknown: An endpoint could not be reached.");
    assertThat(words.split(Pattern.quote(c.url()), -1)).hasSize(2);
  }

  @Test
  void doesNotWaitForASlowEndpointOnceTheQuorumAgrees() throws ProblemException {
    Patience patient =
        new Patience(
            Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMillis(50), 1 << 20, null);
    QuorumChain chain = chain(2, patient, InstantSource.system(), a, b, c);
    c.stalling();

    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).isKnown()).isTrue();
    assertThat(chain.ask(Moment.FINALIZED, Question.nonce(ACCOUNT)).isKnown()).isTrue();
  }

  @Test
  void talksNonsenseIsNoVote() throws ProblemException {
    QuorumChain chain = chain(2, a, b, c);
    for (String nonsense : List.of("\"7\"", "7", "null", "{}", "\"0x\"", "\"0xZZ\"", "\"0x7 \"")) {
      c.method("eth_getTransactionCount", nonsense);
      b.method("eth_getTransactionCount", nonsense);
      assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)))
          .as(nonsense)
          .isInstanceOfSatisfying(
              Fact.Unknown.class, u -> assertThat(u.why()).contains("not what its interface"));
    }
  }

  @Test
  void goesOnWithoutAnEndpointOfAnotherChainAndNamesIt() throws ProblemException {
    StubNode mainnet = new StubNode(1);
    open.add(mainnet);
    QuorumChain chain = chain(2, a, mainnet, b);
    assertThat(chain.strangers())
        .singleElement()
        .asString()
        .contains(mainnet.url())
        .contains("chain id 1");
    assertThat(chain.poll().head().isKnown()).isTrue();
    assertThat(chain.endpoints()).filteredOn(EndpointState::answering).hasSize(2);
  }

  @Test
  void refusesToOpenWhenThoseOfAnotherChainLeaveNoQuorum() {
    StubNode mainnet = new StubNode(1);
    open.add(mainnet);

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> chain(2, a, mainnet));

    assertThat(refused.problem().code()).isEqualTo(ChainProblem.CHAIN_DIFFERS);
    assertThat(refused.problem().happened()).contains(mainnet.url() + " serves chain id 1");
  }

  @Test
  void stopsCountingAnEndpointThatChangesItsChainLater() throws ProblemException {
    QuorumChain chain = chain(2, a, b);
    b.method("eth_chainId", "\"0x1\"");

    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).words())
        .contains("serves chain id 1");
  }

  @Test
  void opensWithADeadEndpointAndCountsItOnceItIsBack() throws ProblemException {
    b.raw((exchange, request) -> StubNode.reply(exchange, 503, ""));
    QuorumChain chain = chain(2, a, b);
    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).words()).contains("status 503");
    assertThat(chain.endpoints()).extracting(EndpointState::answering).containsExactly(true, false);

    b.raw((exchange, request) ->
        StubNode.reply(exchange, 200, b.answer(StrictJson.MAPPER.readTree(request))));

    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).isKnown()).isTrue();
  }

  @Test
  void refusesAnEndpointListedTwiceAndAQuorumThatDoesNotFit() throws ProblemException {
    EndpointUrl url = EndpointUrl.parse(a.url());
    assertThat(code(List.of(url, url), new Quorum(2, 2))).isEqualTo(ChainProblem.ENDPOINT_REFUSED);
    assertThat(code(List.of(url), new Quorum(2, 3))).isEqualTo(ChainProblem.ENDPOINT_REFUSED);
    assertThat(code(List.of(), new Quorum(1, 1))).isEqualTo(ChainProblem.ENDPOINT_REFUSED);
  }

  private static ProblemCode code(List<EndpointUrl> urls, Quorum quorum) {
    return catchThrowableOfType(
            ProblemException.class,
            () ->
                QuorumChain.open(
                    Chain.evm(CHAIN_ID), urls, quorum, PATIENT, InstantSource.system()))
        .problem()
        .code();
  }

  @Test
  void decidesNothingOnAStaleHead() throws ProblemException {
    Patience strict =
        new Patience(
            PATIENT.connect(), PATIENT.answer(), PATIENT.grace(), 1 << 20, Duration.ofMinutes(5));
    StubClock clock = StubClock.at("1970-01-01T00:16:40Z");
    QuorumChain chain = chain(1, strict, clock, a);

    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).isKnown()).isTrue();
    clock.advance(Duration.ofSeconds(301));
    assertThat(chain.ask(Moment.LATEST, Question.nonce(ACCOUNT)).words())
        .contains("too old", "1970-01-01");
    assertThat(chain.ask(Moment.FINALIZED, Question.nonce(ACCOUNT)).isKnown()).isTrue();
  }

  @Test
  void poolsThatDifferGiveTwoNumbersAndNoDispute() throws ProblemException {
    a.method("eth_getTransactionCount", p -> pendingOr(p.get(1).stringValue(), "\"0x9\""));
    b.method("eth_getTransactionCount", p -> pendingOr(p.get(1).stringValue(), "\"0x8\""));
    c.method("eth_getTransactionCount", p -> pendingOr(p.get(1).stringValue(), "\"0x5\""));

    assertThat(pending(chain(2, a, b, c), ACCOUNT).orThrow()).isEqualTo(new PendingNonce(8, 9, 3));
  }

  private static String pendingOr(String tag, String pending) {
    return tag.equals("pending") ? pending : "\"0x7\"";
  }

  @Test
  void aReceiptInALaterBlockIsNotThereYet() throws ProblemException {
    Digest32 hash = Digest32.of(Keccak.hash(new byte[] {1}));
    a.head(101).method("eth_getTransactionReceipt", receipt(hash, 101, a));
    b.method("eth_getTransactionReceipt", "null");

    assertThat(chain(2, a, b).ask(Moment.LATEST, Question.receipt(hash)))
        .isEqualTo(new Fact.Known<>(Optional.empty(), blockOf(a, 100)));
  }

  @Test
  void aReceiptThatAnEndpointDeniesIsDisputed() throws ProblemException {
    Digest32 hash = Digest32.of(Keccak.hash(new byte[] {1}));
    a.method("eth_getTransactionReceipt", receipt(hash, 99, a));
    b.method("eth_getTransactionReceipt", "null");

    assertThat(chain(2, a, b).ask(Moment.LATEST, Question.receipt(hash)))
        .isInstanceOf(Fact.Disputed.class);
  }

  @Test
  void aReceiptOfAnotherTransactionIsNoAnswer() throws ProblemException {
    a.method("eth_getTransactionReceipt", receipt(Digest32.ZERO, 99, a));

    assertThat(
            chain(1, a)
                .ask(Moment.LATEST, Question.receipt(Digest32.of(Keccak.hash(new byte[0]))))
                .words())
        .contains("something other than what it was asked");
  }

  private static String receipt(Digest32 hash, long block, StubNode node) {
    return """
    {"transactionHash":"%s","blockNumber":"%s","blockHash":"%s","status":"0x1",\
    "gasUsed":"0x5208","effectiveGasPrice":"0x3b9aca00","logs":[]}\
    """
        .formatted(hash, StubNode.hex(block), node.hash(block));
  }

  @Test
  void namesTheRightHashOfABroadcastWhateverEndpointsSay() throws ProblemException {
    Bytes signed = Bytes.parseHex("02f86b0102030405");
    Digest32 hash = Digest32.of(Keccak.hash(signed.toArray()));
    a.method("eth_sendRawTransaction", StubNode.quoted(hash.toString()));
    b.method("eth_sendRawTransaction", StubNode.quoted(Digest32.ZERO.toString()));
    c.method("eth_sendRawTransaction", "!-32000 nonce too low: next nonce 8, tx nonce 7");

    Broadcast broadcast = chain(2, a, b, c).sendRaw(signed);

    assertThat(broadcast.transaction()).isEqualTo(hash);
    assertThat(broadcast.isOut()).isTrue();
    assertThat(broadcast.outcomes().get(0)).isEqualTo(new Broadcast.Accepted(a.url(), hash));
    assertThat(broadcast.outcomes().get(1))
        .isInstanceOfSatisfying(
            Broadcast.NoAnswer.class,
            n -> assertThat(n.problem().code()).isEqualTo(ChainProblem.ANSWER_MISMATCHED));
    assertThat(broadcast.outcomes().get(2))
        .isInstanceOfSatisfying(
            Broadcast.Rejected.class,
            r -> assertThat(r.kind()).isEqualTo(SendRejection.NONCE_TOO_LOW));
  }

  @Test
  void aBroadcastWithoutAnswerMayBeOut() throws ProblemException {
    QuorumChain chain = chain(1, SHORT, InstantSource.system(), a);
    a.stalling();

    Broadcast broadcast = chain.sendRaw(Bytes.parseHex("02"));

    assertThat(broadcast.isOut()).isFalse();
    assertThat(broadcast.mayBeOut()).isTrue();
  }

  @Test
  void neverSendsSignedBytesToAnEndpointOfAnotherChain() throws ProblemException {
    b.raw((exchange, request) -> StubNode.reply(exchange, 503, ""));
    QuorumChain chain = chain(1, a, b);
    b.method("eth_chainId", "\"0x1\"");
    b.raw((exchange, request) ->
        StubNode.reply(exchange, 200, b.answer(StrictJson.MAPPER.readTree(request))));

    Broadcast broadcast = chain.sendRaw(Bytes.parseHex("02"));

    assertThat(broadcast.outcomes().get(1)).isInstanceOf(Broadcast.NoAnswer.class);
    assertThat(b.asked()).doesNotContain("eth_sendRawTransaction");
  }

  @Test
  void simulationsAgreeOnTheOutcomeAndTakeTheHighestGas() throws ProblemException {
    CallRequest call = new CallRequest(ACCOUNT, ACCOUNT, Wei.ZERO, Bytes.EMPTY, 50_000L, null);
    a.method("eth_call", "\"0x\"").method("eth_estimateGas", "\"0x5208\"");
    b.method("eth_call", "\"0x\"").method("eth_estimateGas", "\"0x5300\"");
    c.method("eth_call", "!3 execution reverted: paused");

    QuorumChain two = chain(2, a, b, c);
    assertThat(two.ask(Moment.PENDING, Question.simulate(call)).orThrow())
        .isEqualTo(new Simulation.Succeeds(Bytes.EMPTY, 0x5300));
    assertThat(chain(2, a, c).ask(Moment.PENDING, Question.simulate(call)))
        .isInstanceOf(Fact.Disputed.class);
    a.method("eth_call", "!-32603 internal error");
    b.method("eth_call", "!-32005 limit exceeded");
    assertThat(two.ask(Moment.PENDING, Question.simulate(call)).words())
        .contains("internal error", "limit");
  }

  @Test
  void tipsAreTheLowerMedianOfTheAgreeing() throws ProblemException {
    a.method("eth_feeHistory", history("0x3", "0x5"));
    b.method("eth_feeHistory", history("0x1", "0x9"));
    c.method("eth_feeHistory", history("0x2", "0x7"));

    FeeHistory history =
        chain(3, a, b, c).ask(Moment.LATEST, Question.feeHistory(1, List.of(10, 50))).orThrow();

    assertThat(history.tips()).containsExactly(List.of(Wei.of(2), Wei.of(7)));
    assertThat(history.nextBaseFee()).isEqualTo(Wei.of(0x3b9aca01L));
  }

  private static String history(String low, String high) {
    return """
    {"oldestBlock":"0x64","baseFeePerGas":["0x3b9aca00","0x3b9aca01"],"gasUsedRatio":[0.1],\
    "reward":[["%s","%s"]]}\
    """
        .formatted(low, high);
  }

  @Test
  void doesWithoutAPendingBlockAndSaysSo() throws ProblemException {
    a.method(
        "eth_getTransactionCount",
        p ->
            p.get(1).stringValue().equals("pending")
                ? "!-32000 pending block is not available"
                : "\"0x7\"");
    assertThat(pending(chain(1, a), ACCOUNT).orThrow()).isEqualTo(new PendingNonce(7, 7, 0));
    assertThat(pending(chain(1, b), ACCOUNT).orThrow()).isEqualTo(new PendingNonce(7, 7, 1));
  }

  @Test
  void tipsThatAreNotToldAreLeftOut() throws ProblemException {
    String history = "{\"oldestBlock\":\"0x63\",\"baseFeePerGas\":[\"0x7\",\"0x8\",\"0x9\"]%s}";
    for (String reward :
        List.of("", ",\"reward\":null", ",\"reward\":[[null],[null]]", ",\"reward\":[null,null]")) {
      a.method("eth_feeHistory", history.formatted(reward));
      b.method("eth_feeHistory", history.formatted(",\"reward\":[[\"0x3\"],[\"0x4\"]]"));
      assertThat(
              chain(1, a).ask(Moment.LATEST, Question.feeHistory(2, List.of(50))).orThrow().tips())
          .as(reward)
          .allMatch(List::isEmpty);
      assertThat(
              chain(2, a, b)
                  .ask(Moment.LATEST, Question.feeHistory(2, List.of(50)))
                  .orThrow()
                  .tips())
          .as(reward)
          .containsExactly(List.of(Wei.of(3)), List.of(Wei.of(4)));
    }
  }

  @Test
  void asksOneByOneWhereBatchesAreNotTaken() throws ProblemException {
    a.raw((exchange, request) -> {
      String body = new String(request, StandardCharsets.UTF_8);
      StubNode.reply(
          exchange,
          200,
          body.startsWith("[")
              ? "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}"
              : a.answer(StrictJson.MAPPER.readTree(request)));
    });

    assertThat(chain(1, a).ask(Moment.LATEST, Question.account(ACCOUNT)).orThrow().nonce())
        .isEqualTo(7);
  }

  private static Fact<PendingNonce> pending(ChainView chain, Address account) {
    ChainPoll poll = chain.poll();
    return poll.pendingNonce(account, poll.ask(Moment.LATEST, Question.nonce(account)));
  }
}
