package org.foresign.desk.chain.rpc;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.CallRequest;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.Simulation;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.chain.quorum.EndpointGroup;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.ProblemException;

/**
 * A question in the words of the execution API, and how the endpoints' answers become one.
 *
 * @param calls what to ask at a block, which is given as a tag
 * @param onceSettled how long to wait for more answers once they can't change the decision
 */
record RpcQuestion<T>(
    Function<String, List<JsonRpcClient.Call>> calls,
    Reader<T> reader,
    Quorum.Rule<T> rule,
    EndpointGroup.Wait onceSettled) {
  private static final int MAX_OUTPUT = 1 << 20;

  /** Turns replies into a value. */
  interface Reader<T> {
    T read(List<JsonRpcClient.Reply> replies, BlockHeader at) throws ProblemException;
  }

  /** Whose answers have to be equal. */
  static <T> RpcQuestion<T> equal(
      Function<String, List<JsonRpcClient.Call>> calls, Reader<T> reader) {
    return new RpcQuestion<>(calls, reader, Quorum.Rule.equality(), EndpointGroup.Wait.NO_LONGER);
  }

  @SuppressWarnings("unchecked") // each case gives what its question is about
  static <T> RpcQuestion<T> of(Question<T> question) {
    return (RpcQuestion<T>)
        switch (question) {
          case Question.HeaderOfNumber(long number) -> header(number);
          case Question.NonceOf(Address account) ->
              equal(
                  tag -> List.of(ChainRequests.ofAccount("eth_getTransactionCount", account, tag)),
                  (replies, at) -> replies.getFirst().result().quantityLong());
          case Question.BalanceOf(Address account) ->
              equal(
                  tag -> List.of(ChainRequests.ofAccount("eth_getBalance", account, tag)),
                  (replies, at) -> replies.getFirst().result().wei());
          case Question.CodeOf(Address account) ->
              equal(
                  tag -> List.of(ChainRequests.ofAccount("eth_getCode", account, tag)),
                  (replies, at) -> ChainAnswers.code(replies.getFirst()));
          case Question.StateOf(Address account) -> state(account);
          case Question.RecentFees fees -> recentFees(fees);
          case Question.ReceiptOf(Digest32 transaction) -> receipt(transaction);
          case Question.PresenceOf(Digest32 transaction) -> presence(transaction);
          case Question.SimulationOf(CallRequest call) -> simulation(call);
          case Question.OutputOf(CallRequest call) ->
              equal(
                  tag -> List.of(ChainRequests.call("eth_call", call, tag)),
                  (replies, at) -> replies.getFirst().result().data(MAX_OUTPUT));
          case Question.RequestFeeOf(Address predeploy) ->
              word(CallRequest.read(predeploy, Bytes.EMPTY));
          case Question.TokenBalanceOf(Address token, Address holder) ->
              word(CallRequest.read(token, ChainRequests.balanceOf(holder)));
        };
  }

  private static RpcQuestion<BlockHeader> header(long number) {
    return equal(
        tag -> List.of(ChainRequests.block(ChainRequests.hex(number))),
        (replies, at) -> ChainAnswers.headerOf(number, replies.getFirst()));
  }

  private static RpcQuestion<AccountState> state(Address account) {
    return equal(
        tag ->
            List.of(
                ChainRequests.ofAccount("eth_getTransactionCount", account, tag),
                ChainRequests.ofAccount("eth_getBalance", account, tag),
                ChainRequests.ofAccount("eth_getCode", account, tag)),
        (replies, at) -> ChainAnswers.account(replies));
  }

  private static RpcQuestion<FeeHistory> recentFees(Question.RecentFees fees) {
    List<Integer> percentiles = fees.percentiles();
    return new RpcQuestion<>(
        tag -> List.of(ChainRequests.feeHistory(fees.blocks(), tag, percentiles)),
        (replies, at) ->
            ChainAnswers.feeHistory(
                replies.getFirst().result(), at.ref().number(), percentiles.size()),
        new Quorum.Rule<>(h -> List.of(h.oldest(), h.baseFees()), ChainAnswers::medianTips),
        // Base fees are the chain's, so only tips gain by more voices.
        percentiles.isEmpty() ? EndpointGroup.Wait.NO_LONGER : EndpointGroup.Wait.BRIEFLY);
  }

  private static RpcQuestion<Optional<TxReceipt>> receipt(Digest32 transaction) {
    return new RpcQuestion<>(
        tag -> List.of(ChainRequests.ofTransaction("eth_getTransactionReceipt", transaction)),
        (replies, at) -> ChainAnswers.receipt(replies.getFirst().result(), transaction, at),
        new Quorum.Rule<>(RpcQuestion::ending, RpcQuestion::withPrice),
        EndpointGroup.Wait.NO_LONGER);
  }

  /** What decides; the price is told by some endpoints only. */
  private static Object ending(Optional<TxReceipt> receipt) {
    return receipt.map(r -> List.of(r.block(), r.succeeded(), r.gasUsed()));
  }

  private static Optional<TxReceipt> withPrice(List<Optional<TxReceipt>> agreeing) {
    return agreeing.stream()
        .flatMap(Optional::stream)
        .filter(r -> r.gasPrice() != null)
        .findFirst()
        .or(agreeing::getFirst);
  }

  private static RpcQuestion<TxPresence> presence(Digest32 transaction) {
    return new RpcQuestion<>(
        tag -> List.of(ChainRequests.ofTransaction("eth_getTransactionByHash", transaction)),
        (replies, at) -> ChainAnswers.presence(replies.getFirst().result(), transaction, at),
        new Quorum.Rule<>(RpcQuestion::minedOrNot, RpcQuestion::countPools),
        EndpointGroup.Wait.BRIEFLY);
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

  private static RpcQuestion<Simulation> simulation(CallRequest call) {
    CallRequest unlimited =
        new CallRequest(call.from(), call.to(), call.value(), call.data(), null, null);
    return new RpcQuestion<>(
        tag ->
            List.of(
                ChainRequests.call("eth_call", call, tag),
                ChainRequests.call("eth_estimateGas", unlimited, tag)),
        (replies, at) -> ChainAnswers.simulation(replies.get(0), replies.get(1)),
        new Quorum.Rule<>(RpcQuestion::outcome, RpcQuestion::highestGas),
        EndpointGroup.Wait.NO_LONGER);
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

  private static RpcQuestion<Wei> word(CallRequest call) {
    return equal(
        tag -> List.of(ChainRequests.call("eth_call", call, tag)),
        (replies, at) -> ChainAnswers.word(replies.getFirst().result()));
  }
}
