package org.foresign.desk.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.http.StrictJson;
import org.foresign.desk.chain.http.StubNode;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.StubClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuorumPollTest {
  private static final long CHAIN_ID = 560_048;
  private static final Address ACCOUNT =
      Address.parse("0x00000000219ab540356cBB839Cbe05303d7705Fa");

  /** A busy machine must not make an honest endpoint late; nothing waits where all answer. */
  private static final Patience PATIENT =
      new Patience(
          Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(20), 1 << 20, null);

  private static final Question<Long> NONCE = Question.nonce(ACCOUNT);
  private static final Question<Wei> BALANCE = Question.balance(ACCOUNT);

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
    Quorum quorum = new Quorum(needed, nodes.length);
    QuorumChain chain = QuorumChain.open(Chain.evm(CHAIN_ID), urls, quorum, patience, clock);
    open.add(chain);
    return chain;
  }

  private static BlockRef blockOf(StubNode node, long number) {
    return new BlockRef(number, Digest32.parseHex(node.hash(number)));
  }

  private static String number(Fact<BlockHeader> fact) {
    return fact.map(header -> Long.toString(header.ref().number())).toOptional().orElse("unknown");
  }

  @Test
  void asksOnceWhereTheChainIs() throws ProblemException {
    QuorumChain chain = chain(1, a);
    int before = a.asked().size();

    ChainPoll poll = chain.poll();

    assertThat(a.asked().subList(before, a.asked().size()))
        .containsExactly("eth_chainId", "eth_getBlockByNumber", "eth_getBlockByNumber");
    assertThat(poll.head().orThrow().ref()).isEqualTo(blockOf(a, 100));
    assertThat(poll.finalized().orThrow().ref()).isEqualTo(blockOf(a, 90));
  }

  @Test
  void standsAtTheBlocksThatAQuorumHasReached() throws ProblemException {
    a.head(105).finalized(95);
    b.head(103).finalized(93);
    c.head(40).finalized(0);
    ChainPoll two = chain(2, a, b, c).poll();
    assertThat(number(two.head())).isEqualTo("103");
    assertThat(number(two.finalized())).isEqualTo("93");
    ChainPoll three = chain(3, a, b, c).poll();
    assertThat(number(three.head())).isEqualTo("40");
    assertThat(number(three.finalized())).isEqualTo("0");
  }

  @Test
  void oneEndpointMovesNeitherBlock() throws ProblemException {
    c.head(1_000_000).finalized(999_999);
    ChainPoll poll = chain(2, a, b, c).poll();
    assertThat(number(poll.head())).isEqualTo("100");
    assertThat(number(poll.finalized())).isEqualTo("90");
  }

  @Test
  void takesEndpointsOnAnotherForkForADispute() throws ProblemException {
    b.fork("ff");
    ChainPoll poll = chain(2, a, b).poll();
    assertThat(poll.head()).isInstanceOf(Fact.Disputed.class);
    assertThat(poll.ask(Moment.LATEST, NONCE).words()).startsWith("unknown").contains("disagree");
  }

  @Test
  void asksThoseThatAreAheadBeforeAMinorityDecides() throws ProblemException {
    a.head(101).fork("ff"); // a has a block 100 of its own
    assertThat(chain(1, a, b).poll().head()).isInstanceOf(Fact.Known.class); // at 101, of a alone
    b.head(101);
    assertThat(chain(1, a, b).poll().head()).isInstanceOf(Fact.Disputed.class);
  }

  @Test
  void stopsCountingAnEndpointThatChangesItsChain() throws ProblemException {
    QuorumChain chain = chain(2, a, b);
    b.method("eth_chainId", "\"0x1\"");
    assertThat(chain.poll().head().words()).contains("serves chain id 1");
    assertThat(chain.poll().finalized().words()).contains("serves chain id 1");
  }

  @Test
  void doesWithoutFinalityWhereNothingIsFinal() throws ProblemException {
    a.method(
        "eth_getBlockByNumber",
        p -> p.get(0).stringValue().equals("finalized") ? "null" : a.block(p.get(0).stringValue()));
    ChainPoll poll = chain(1, a).poll();
    assertThat(poll.ask(Moment.LATEST, NONCE).isKnown()).isTrue();
    assertThat(poll.finalized().isKnown()).isFalse();
    assertThat(poll.ask(Moment.FINALIZED, NONCE).words()).contains("no finalized block");
  }

  @Test
  void decidesNothingOnAStaleHead() throws ProblemException {
    Patience strict =
        new Patience(
            PATIENT.connect(), PATIENT.answer(), PATIENT.grace(), 1 << 20, Duration.ofMinutes(5));
    StubClock clock = StubClock.at("1970-01-01T00:16:40Z");
    QuorumChain chain = chain(1, strict, clock, a);
    ChainPoll early = chain.poll();
    assertThat(early.ask(Moment.LATEST, NONCE).isKnown()).isTrue();
    clock.advance(Duration.ofSeconds(301));
    assertThat(early.ask(Moment.LATEST, NONCE).words()).contains("too old");
    assertThat(chain.poll().ask(Moment.LATEST, NONCE).words()).contains("too old");
    assertThat(chain.poll().ask(Moment.FINALIZED, NONCE).isKnown()).isTrue();
  }

  @Test
  void eachAnswerStandsForItself() throws ProblemException {
    a.method("eth_getTransactionCount", "\"nonsense\"");
    b.method("eth_getTransactionCount", "!-32005 limit exceeded");
    c.method("eth_getBalance", "\"0x1\"");

    Answers answers = chain(2, a, b, c).poll().ask(Moment.LATEST, List.of(NONCE, BALANCE));

    assertThat(answers.to(NONCE).words()).contains("limit exceeded", "1 answered");
    assertThat(answers.to(BALANCE)).isEqualTo(new Fact.Known<>(Wei.ONE_ETHER, blockOf(a, 100)));
  }

  @Test
  void asksAtItsBlocksHoweverFarTheChainGoes() throws ProblemException {
    a.method("eth_getTransactionCount", p -> StubNode.quoted(p.get(1).stringValue()));
    ChainPoll poll = chain(1, a).poll();
    a.head(150).finalized(140);
    assertThat(poll.ask(Moment.LATEST, NONCE).orThrow()).isEqualTo(100);
    assertThat(poll.ask(Moment.FINALIZED, NONCE).orThrow()).isEqualTo(90);
  }

  @Test
  void takesNothingFromAChainThatMovedSince() throws ProblemException {
    ChainPoll poll = chain(2, a, b).poll();
    a.fork("ff");
    b.fork("ff");
    assertThat(poll.ask(Moment.LATEST, NONCE).words()).contains("the chain moved from block 100");
  }

  @Test
  void takesNothingThatWasReadWhileTheChainMoved() throws ProblemException {
    a.method(
        "eth_getTransactionCount",
        p -> {
          a.fork("ff"); // between the header before it and the one after it
          return "\"0x7\"";
        });
    assertThat(chain(1, a).poll().ask(Moment.LATEST, NONCE).words()).contains("showed two blocks");
  }

  @Test
  void askingTogetherTakesAsManyRequestsAsBatches() throws ProblemException {
    AtomicInteger requests = new AtomicInteger();
    a.method("eth_getTransactionReceipt", "null");
    a.raw((exchange, request) -> {
      requests.incrementAndGet();
      StubNode.reply(exchange, 200, a.answer(StrictJson.MAPPER.readTree(request)));
    });
    ChainPoll poll = chain(1, a).poll();
    // With two headers, in hundreds; from 500 on in parts that have headers of their own.
    for (int[] expected : new int[][] {{1, 1}, {98, 1}, {99, 2}, {600, 6 + 2}}) {
      List<Question<?>> questions = new ArrayList<>();
      for (int i = 0; i < expected[0]; i++) {
        questions.add(
            Question.receipt(Digest32.of(Keccak.hash(new byte[] {(byte) i, (byte) (i >> 8)}))));
      }
      requests.set(0);
      Answers answers = poll.ask(Moment.LATEST, questions);
      assertThat(requests.get()).as("%d questions", expected[0]).isEqualTo(expected[1]);
      assertThat(questions).allMatch(answers::knows);
    }
  }

  @Test
  void thePendingNonceIsNotBelowTheMinedOne() throws ProblemException {
    ChainPoll poll = chain(1, a).poll();
    BlockRef block = blockOf(a, 100);
    assertThat(poll.pendingNonce(ACCOUNT, Fact.known(9L, block)).orThrow().agreed()).isEqualTo(9);
    assertThat(poll.pendingNonce(ACCOUNT, Fact.known(3L, block)).orThrow().agreed()).isEqualTo(7);
    assertThat(poll.pendingNonce(ACCOUNT, Fact.unknown("why")).isKnown()).isFalse();
  }
}
