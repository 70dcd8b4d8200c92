package org.foresign.desk.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.RequestQueue;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.ProblemException;

/**
 * Where a request predeploy keeps its queue in storage (EIP-7002 and EIP-7251, "Configuration" and
 * "Add Request"): the ends of the queue as indexes, then the requests, each several words, the
 * first of which is the account that asked. Both ends go back to zero when the queue runs empty.
 */
record QueueStorage(Address predeploy, long wordsPerRequest) {
  private static final long HEAD = 2;
  private static final long TAIL = 3;
  private static final long OFFSET = 4;
  private static final int ADDRESS_PADDING = 12;
  private static final int WORD = 32;

  /** Requests read at the front: enough for the busiest blocks, and one exchange. */
  private static final long MOST_READ = 250;

  static QueueStorage of(Address predeploy) {
    if (predeploy.equals(Networks.WITHDRAWAL_REQUESTS)) {
      return new QueueStorage(predeploy, 3);
    }
    if (predeploy.equals(Networks.CONSOLIDATION_REQUESTS)) {
      return new QueueStorage(predeploy, 4);
    }
    throw new IllegalArgumentException("not a request predeploy: " + predeploy);
  }

  /**
   * The ends of a queue.
   *
   * @param head index of the oldest request
   * @param tail index after the newest
   * @param timestamp of the block they were read at
   */
  record Ends(long head, long tail, long timestamp) {
    long length() {
      return tail - head;
    }

    boolean sameAs(Ends other) {
      return head == other.head && tail == other.tail;
    }
  }

  RpcQuestion<Ends> ends() {
    return RpcQuestion.equal(this::ofEnds, this::ends);
  }

  /** The front of a queue with these ends; empty if it has others by now. */
  RpcQuestion<Optional<RequestQueue>> entries(Ends expected) {
    long count = Math.min(expected.length(), MOST_READ);
    return RpcQuestion.equal(
        tag -> {
          List<JsonRpcClient.Call> calls = new ArrayList<>(ofEnds(tag));
          for (long i = 0; i < count; i++) {
            long slot = OFFSET + (expected.head() + i) * wordsPerRequest;
            calls.add(ChainRequests.storage(predeploy, slot, tag));
          }
          return calls;
        },
        (replies, at) -> {
          Ends ends = ends(replies, at);
          if (!ends.sameAs(expected)) {
            return Optional.empty();
          }
          List<Address> oldest = new ArrayList<>();
          for (JsonRpcClient.Reply reply : replies.subList(2, replies.size())) {
            oldest.add(new Address(reply.result().storageWord().slice(ADDRESS_PADDING, 20)));
          }
          return Optional.of(new RequestQueue(ends.length(), oldest, at.timestamp()));
        });
  }

  private List<JsonRpcClient.Call> ofEnds(String tag) {
    return List.of(
        ChainRequests.storage(predeploy, HEAD, tag), ChainRequests.storage(predeploy, TAIL, tag));
  }

  private Ends ends(List<JsonRpcClient.Reply> replies, BlockHeader at) throws ProblemException {
    JsonAnswer tail = replies.get(1).result();
    Ends ends = new Ends(index(replies.get(0).result()), index(tail), at.timestamp());
    if (ends.length() < 0) {
      throw tail.malformed("lies before the head of the queue");
    }
    return ends;
  }

  /** An index; each request costs its sender a fee and gas, so 2^40 are never reached. */
  private static long index(JsonAnswer answer) throws ProblemException {
    Bytes word = answer.storageWord();
    long index = 0;
    for (int i = 0; i < WORD; i++) {
      index = index << 8 | (word.at(i) & 0xff);
      if (index >>> 40 != 0) {
        throw answer.malformed("is no index of a queue");
      }
    }
    return index;
  }
}
