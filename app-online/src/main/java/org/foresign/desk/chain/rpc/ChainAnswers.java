package org.foresign.desk.chain.rpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.AccountCode;
import org.foresign.desk.chain.AccountState;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.FeeHistory;
import org.foresign.desk.chain.SendRejection;
import org.foresign.desk.chain.Simulation;
import org.foresign.desk.chain.TxPresence;
import org.foresign.desk.chain.TxReceipt;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Reads what the execution API answers; anything that does not fit is a ChainProblem. */
final class ChainAnswers {
  private static final int MAX_OUTPUT = 1 << 20;
  private static final int MAX_CODE = 256 << 10;
  private static final int MAX_HISTORY = 1025;

  private ChainAnswers() {}

  static BlockHeader header(JsonAnswer block) throws ProblemException {
    return new BlockHeader(
        new BlockRef(block.field("number").quantityLong(), block.field("hash").digest()),
        block.field("parentHash").digest(),
        block.field("timestamp").quantityLong(),
        block.field("gasLimit").quantityLong(),
        block.field("gasUsed").quantityLong(),
        block.field("baseFeePerGas").wei());
  }

  /** The header of the block with this number, which the endpoint may not have yet. */
  static BlockHeader headerOf(long number, JsonRpcClient.Reply reply) throws ProblemException {
    JsonAnswer answer = reply.result();
    if (answer.isNull()) {
      throw Problem.of(ChainProblem.ENDPOINT_BEHIND, "no block " + number + " yet").asException();
    }
    BlockHeader header = header(answer);
    if (header.ref().number() != number) {
      throw answer.mismatched("is another block");
    }
    return header;
  }

  static AccountState account(List<JsonRpcClient.Reply> replies) throws ProblemException {
    return new AccountState(
        replies.get(0).result().quantityLong(),
        replies.get(1).result().wei(),
        code(replies.get(2)));
  }

  static AccountCode code(JsonRpcClient.Reply reply) throws ProblemException {
    return AccountCode.of(reply.result().data(MAX_CODE));
  }

  /** The receipt as of block {@code at}: one of a later block counts as not there yet. */
  static Optional<TxReceipt> receipt(JsonAnswer answer, Digest32 transaction, BlockHeader at)
      throws ProblemException {
    if (answer.isNull() || answer.optional("blockNumber").isEmpty()) {
      return Optional.empty();
    }
    if (!answer.field("transactionHash").digest().equals(transaction)) {
      throw answer.mismatched("is of another transaction");
    }
    BlockRef block =
        new BlockRef(
            answer.field("blockNumber").quantityLong(), answer.field("blockHash").digest());
    long status = answer.field("status").quantityLong();
    if (status > 1) {
      throw answer.malformed("has a status that is neither 0 nor 1");
    }
    Optional<JsonAnswer> price = answer.optional("effectiveGasPrice");
    TxReceipt receipt =
        new TxReceipt(
            transaction,
            block,
            status == 1,
            answer.field("gasUsed").quantityLong(),
            price.isPresent() ? price.get().wei() : null);
    checkOnChain(answer, block, at);
    return block.number() > at.ref().number() ? Optional.empty() : Optional.of(receipt);
  }

  /** Where the transaction is as of block {@code at}; in a later block it counts as pooled. */
  static TxPresence presence(JsonAnswer answer, Digest32 transaction, BlockHeader at)
      throws ProblemException {
    if (answer.isNull()) {
      return new TxPresence.Unseen();
    }
    if (!answer.field("hash").digest().equals(transaction)) {
      throw answer.mismatched("is another transaction");
    }
    Optional<JsonAnswer> number = answer.optional("blockNumber");
    if (number.isEmpty()) {
      return new TxPresence.Pooled(1);
    }
    BlockRef block = new BlockRef(number.get().quantityLong(), answer.field("blockHash").digest());
    checkOnChain(answer, block, at);
    return block.number() > at.ref().number()
        ? new TxPresence.Pooled(1)
        : new TxPresence.Mined(block);
  }

  private static void checkOnChain(JsonAnswer answer, BlockRef block, BlockHeader at)
      throws ProblemException {
    if (block.number() == at.ref().number() && !block.equals(at.ref())) {
      throw answer.mismatched("is in a block that the endpoint does not have");
    }
  }

  static FeeHistory feeHistory(JsonAnswer answer, long newest, int percentiles)
      throws ProblemException {
    List<Wei> baseFees = new ArrayList<>();
    for (JsonAnswer fee : answer.field("baseFeePerGas").items(MAX_HISTORY)) {
      baseFees.add(fee.wei());
    }
    long oldest = answer.field("oldestBlock").quantityLong();
    if (baseFees.size() < 2 || newest - oldest != baseFees.size() - 2) {
      throw answer.mismatched("does not end at the block asked for");
    }
    List<List<Wei>> tips = new ArrayList<>();
    Optional<JsonAnswer> rewards = answer.optional("reward");
    if (percentiles == 0 || rewards.isEmpty()) {
      for (int i = 1; i < baseFees.size(); i++) {
        tips.add(List.of());
      }
    } else {
      for (JsonAnswer row : rewards.get().items(MAX_HISTORY)) {
        tips.add(tips(row, percentiles));
      }
    }
    if (tips.size() != baseFees.size() - 1) {
      throw answer.malformed("has rewards that do not match its blocks");
    }
    return new FeeHistory(oldest, baseFees, tips);
  }

  /** The tips of one block; none where the node has none to tell. */
  private static List<Wei> tips(JsonAnswer row, int percentiles) throws ProblemException {
    if (row.isNull()) {
      return List.of();
    }
    List<Wei> tips = new ArrayList<>();
    boolean missing = false;
    for (JsonAnswer value : row.items(percentiles)) {
      missing |= value.isNull();
      tips.add(value.isNull() ? Wei.ZERO : value.wei());
    }
    if (tips.size() != percentiles) {
      throw row.malformed("has too few percentiles");
    }
    return missing ? List.of() : tips;
  }

  /**
   * One history of several that agree on the base fees: per tip the lower median of those that tell
   * it.
   */
  static FeeHistory medianTips(List<FeeHistory> agreeing) {
    FeeHistory first = agreeing.getFirst();
    List<List<Wei>> tips = new ArrayList<>();
    for (int block = 0; block < first.tips().size(); block++) {
      int b = block;
      List<List<Wei>> told =
          agreeing.stream().map(h -> h.tips().get(b)).filter(row -> !row.isEmpty()).toList();
      List<Wei> row = new ArrayList<>();
      for (int percentile = 0;
          !told.isEmpty() && percentile < told.getFirst().size();
          percentile++) {
        int p = percentile;
        List<Wei> sorted =
            told.stream().map(tip -> tip.get(p)).sorted(Comparator.naturalOrder()).toList();
        row.add(sorted.get((sorted.size() - 1) / 2));
      }
      tips.add(row);
    }
    return new FeeHistory(first.oldest(), first.baseFees(), tips);
  }

  /**
   * What a call and a gas estimate together say. An error that is neither a failed execution nor a
   * known refusal is the endpoint's own trouble and no answer.
   */
  static Simulation simulation(JsonRpcClient.Reply call, JsonRpcClient.Reply estimate)
      throws ProblemException {
    if (call instanceof JsonRpcClient.Failure failure) {
      return simulationFailure(failure);
    }
    if (estimate instanceof JsonRpcClient.Failure failure) {
      return simulationFailure(failure);
    }
    return new Simulation.Succeeds(
        call.result().data(MAX_OUTPUT), estimate.result().quantityLong());
  }

  private static Simulation simulationFailure(JsonRpcClient.Failure failure)
      throws ProblemException {
    if (NodeWords.saysExecutionFailed(failure)) {
      return new Simulation.Reverts(failure.message(), failure.data());
    }
    SendRejection kind = NodeWords.rejection(failure.message());
    if (kind == SendRejection.UNCLEAR) {
      throw failure.asException();
    }
    return new Simulation.Refused(kind, failure.message());
  }

  /** A 32-byte output as a number. */
  static Wei word(JsonAnswer output) throws ProblemException {
    if (output.data(MAX_OUTPUT).isEmpty()) {
      throw output.malformed("is empty: there is no such contract");
    }
    return new Wei(new BigInteger(1, output.dataOf(32).toArray()));
  }
}
