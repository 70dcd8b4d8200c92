package org.foresign.desk.chain;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;

/**
 * Something to ask of a chain at one block, and how the endpoints' answers become one. Two
 * questions are equal when they ask the same.
 */
public final class Question<T> {
  private static final int MAX_HISTORY = 1024;
  private static final int MAX_OUTPUT = 1 << 20;

  private final String name;
  private final List<Object> subject;
  private final Endpoint.Reading<T> reading;
  private final Quorum.Rule<T> rule;
  private final Chorus.Wait onceSettled;

  private Question(
      String name,
      List<Object> subject,
      Endpoint.Reading<T> reading,
      Quorum.Rule<T> rule,
      Chorus.Wait onceSettled) {
    this.name = name;
    this.subject = List.copyOf(subject);
    this.reading = reading;
    this.rule = rule;
    this.onceSettled = onceSettled;
  }

  /** Whose answers have to be equal. */
  static <T> Question<T> of(String name, List<Object> subject, Endpoint.Reading<T> reading) {
    return new Question<>(name, subject, reading, Quorum.Rule.equality(), Chorus.Wait.NO_LONGER);
  }

  /** What is asked, as the method of {@link ChainView} is called that asks it alone. */
  public String name() {
    return name;
  }

  /** What it is asked about: the arguments of that method without the moment. */
  public List<Object> subject() {
    return subject;
  }

  Endpoint.Reading<T> reading() {
    return reading;
  }

  Quorum.Rule<T> rule() {
    return rule;
  }

  Chorus.Wait onceSettled() {
    return onceSettled;
  }

  /** The header of the block that is asked at. */
  static Question<BlockHeader> block() {
    return of("block", List.of(), new Endpoint.Reading<>(tag -> List.of(), (replies, at) -> at));
  }

  /** The header of the block with this number on the same chain. */
  public static Question<BlockHeader> blockAt(long number) {
    return of(
        "blockAt",
        List.of(number),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.block(ChainRequests.hex(number))),
            (replies, at) -> ChainAnswers.headerOf(number, replies.getFirst())));
  }

  /** Next nonce, without pools. */
  public static Question<Long> nonce(Address account) {
    return of(
        "nonce",
        List.of(account),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofAccount("eth_getTransactionCount", account, tag)),
            (replies, at) -> replies.getFirst().result().quantityLong()));
  }

  public static Question<Wei> balance(Address account) {
    return of(
        "balance",
        List.of(account),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofAccount("eth_getBalance", account, tag)),
            (replies, at) -> replies.getFirst().result().wei()));
  }

  public static Question<AccountCode> code(Address account) {
    return of(
        "code",
        List.of(account),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofAccount("eth_getCode", account, tag)),
            (replies, at) -> ChainAnswers.code(replies.getFirst())));
  }

  /** Nonce, balance and code. */
  public static Question<AccountState> account(Address account) {
    return of(
        "account",
        List.of(account),
        new Endpoint.Reading<>(
            tag ->
                List.of(
                    ChainRequests.ofAccount("eth_getTransactionCount", account, tag),
                    ChainRequests.ofAccount("eth_getBalance", account, tag),
                    ChainRequests.ofAccount("eth_getCode", account, tag)),
            (replies, at) -> ChainAnswers.account(replies)));
  }

  /**
   * Base fees and tips of the newest blocks.
   *
   * @param blocks how many, 1 to 1,024
   * @param percentiles of the tips, rising, 0 to 100
   */
  public static Question<FeeHistory> feeHistory(int blocks, List<Integer> percentiles) {
    if (blocks < 1 || blocks > MAX_HISTORY) {
      throw new IllegalArgumentException("a fee history has 1 to " + MAX_HISTORY + " blocks");
    }
    return new Question<>(
        "feeHistory",
        List.of(blocks, List.copyOf(percentiles)),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.feeHistory(blocks, tag, percentiles)),
            (replies, at) ->
                ChainAnswers.feeHistory(
                    replies.getFirst().result(), at.ref().number(), percentiles.size())),
        new Quorum.Rule<>(h -> List.of(h.oldest(), h.baseFees()), ChainAnswers::medianTips),
        // Base fees are the chain's, so only tips gain by more voices.
        percentiles.isEmpty() ? Chorus.Wait.NO_LONGER : Chorus.Wait.BRIEFLY);
  }

  /** The receipt, as far as the block that is asked at; empty when it is not included there. */
  public static Question<Optional<Receipt>> receipt(Digest32 transaction) {
    return new Question<>(
        "receipt",
        List.of(transaction),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofTransaction("eth_getTransactionReceipt", transaction)),
            (replies, at) -> ChainAnswers.receipt(replies.getFirst().result(), transaction, at)),
        new Quorum.Rule<>(Question::ending, Question::withPrice),
        Chorus.Wait.NO_LONGER);
  }

  /** What decides; the price is told by some endpoints only. */
  private static Object ending(Optional<Receipt> receipt) {
    return receipt.map(r -> List.of(r.block(), r.succeeded(), r.gasUsed()));
  }

  private static Optional<Receipt> withPrice(List<Optional<Receipt>> agreeing) {
    return agreeing.stream()
        .flatMap(Optional::stream)
        .filter(r -> r.gasPrice() != null)
        .findFirst()
        .or(agreeing::getFirst);
  }

  /** Whether the transaction is in a pool or a block. */
  public static Question<TxPresence> transaction(Digest32 transaction) {
    return new Question<>(
        "transaction",
        List.of(transaction),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.ofTransaction("eth_getTransactionByHash", transaction)),
            (replies, at) -> ChainAnswers.presence(replies.getFirst().result(), transaction, at)),
        new Quorum.Rule<>(Question::minedOrNot, Question::countPools),
        Chorus.Wait.BRIEFLY);
  }

  /** Pools differ between honest endpoints, blocks do not. */
  private static Object minedOrNot(TxPresence presence) {
    return presence instanceof TxPresence.Mined ? presence : "not in a block";
  }

  private static TxPresence countPools(List<TxPresence> agreeing) {
    if (agreeing.getFirst() instanceof TxPresence.Mined mined) {
      return mined;
    }
    long pools = agreeing.stream().filter(p -> p instanceof TxPresence.Pooled).count();
    return pools == 0 ? new TxPresence.Unseen() : new TxPresence.Pooled(Math.toIntExact(pools));
  }

  /** Tries the call with its gas limit and asks for the gas it needs. */
  public static Question<Simulation> simulate(CallRequest call) {
    CallRequest unlimited =
        new CallRequest(call.from(), call.to(), call.value(), call.data(), null, null);
    return new Question<>(
        "simulate",
        List.of(call),
        new Endpoint.Reading<>(
            tag ->
                List.of(
                    ChainRequests.call("eth_call", call, tag),
                    ChainRequests.call("eth_estimateGas", unlimited, tag)),
            (replies, at) -> ChainAnswers.simulation(replies.get(0), replies.get(1))),
        new Quorum.Rule<>(Question::outcome, Question::highestGas),
        Chorus.Wait.NO_LONGER);
  }

  /** Reasons and gas differ between clients; whether it goes through, and its answer, do not. */
  private static Object outcome(Simulation simulation) {
    return switch (simulation) {
      case Simulation.Succeeds s -> s.output();
      case Simulation.Reverts r -> "reverts";
      case Simulation.Refused r -> r.kind();
    };
  }

  private static Simulation highestGas(List<Simulation> agreeing) {
    return agreeing.stream()
        .max(
            Comparator.comparingLong(
                s -> s instanceof Simulation.Succeeds(Bytes out, long gas) ? gas : 0))
        .orElseThrow();
  }

  /** The output of a read. */
  public static Question<Bytes> call(CallRequest call) {
    return of(
        "call",
        List.of(call),
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.call("eth_call", call, tag)),
            (replies, at) -> replies.getFirst().result().data(MAX_OUTPUT)));
  }

  /** The fee of one request to an EIP-7002 or EIP-7251 predeploy, asked by an empty call. */
  public static Question<Wei> requestFee(Address predeploy) {
    return word("requestFee", List.of(predeploy), CallRequest.read(predeploy, Bytes.EMPTY));
  }

  /** ERC-20 balance in the token's smallest unit. */
  public static Question<Wei> tokenBalance(Address token, Address holder) {
    return word(
        "tokenBalance",
        List.of(token, holder),
        CallRequest.read(token, ChainRequests.balanceOf(holder)));
  }

  private static Question<Wei> word(String name, List<Object> subject, CallRequest call) {
    return of(
        name,
        subject,
        new Endpoint.Reading<>(
            tag -> List.of(ChainRequests.call("eth_call", call, tag)),
            (replies, at) -> ChainAnswers.word(replies.getFirst().result())));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Question<?> question
        && name.equals(question.name)
        && subject.equals(question.subject);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, subject);
  }

  @Override
  public String toString() {
    return name + subject;
  }
}
