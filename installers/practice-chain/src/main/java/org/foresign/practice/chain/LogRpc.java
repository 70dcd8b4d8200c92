package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.practice.chain.NodeView.BlockRef;
import org.foresign.practice.chain.NodeView.Mined;
import org.foresign.practice.chain.NodeView.Pending;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** eth_getLogs, with the bounds that public endpoints set. */
final class LogRpc {
  static final int MAX_BLOCKS = 10_000;
  static final int MAX_RESULTS = 10_000;
  private static final int MAX_CHOICES = 1_000;
  private static final int MAX_TOPICS = 4;

  private final NodeView view;

  LogRpc(NodeView view) {
    this.view = view;
  }

  Map<String, RpcMethod> methods() {
    return Map.of("eth_getLogs", this::logs);
  }

  private record Range(long from, long to) {}

  /** Which events are wanted; an empty list accepts all. */
  private record Filter(List<Address> addresses, List<List<Digest32>> topics) {
    boolean accepts(LogEntry log) {
      if (!addresses.isEmpty() && !addresses.contains(log.address())) {
        return false;
      }
      if (topics.size() > log.topics().size()) {
        return false;
      }
      for (int i = 0; i < topics.size(); i++) {
        if (!topics.get(i).isEmpty() && !topics.get(i).contains(log.topics().get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  private JsonNode logs(RpcParams params) throws RpcFault {
    JsonNode request = params.at(0);
    if (!request.isObject()) {
      throw RpcFault.invalidParams("missing value for required argument 0");
    }
    Filter filter = new Filter(addresses(request.path("address")), topics(request.path("topics")));
    Range range = range(request);
    return view.ledger().exclusively(() -> collect(filter, range));
  }

  private ArrayNode collect(Filter filter, Range range) throws RpcFault {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (long number = range.from(); number <= range.to(); number++) {
      Optional<Block> block = view.ledger().block(number);
      if (block.isEmpty() || number > view.head().number()) {
        break;
      }
      int logIndex = 0;
      for (int i = 0; i < block.get().receipts().size(); i++) {
        PracticeLedger.Location location = new PracticeLedger.Location(block.get(), i);
        for (LogEntry log : location.receipt().outcome().logs()) {
          if (filter.accepts(log)) {
            result.add(EthJson.log(log, location, logIndex));
          }
          logIndex++;
        }
      }
      if (result.size() > MAX_RESULTS) {
        throw RpcFault.rejected("query returned more than " + MAX_RESULTS + " results");
      }
    }
    return result;
  }

  private Range range(JsonNode request) throws RpcFault {
    if (request.hasNonNull("blockHash")) {
      Bytes hash = RpcParams.data(RpcParams.text(request.path("blockHash"), 0), 0);
      if (hash.size() != 32) {
        throw RpcFault.invalidParams("invalid argument 0: hash has 32 bytes");
      }
      Block block =
          view.byHash(new Digest32(hash)).orElseThrow(() -> RpcFault.rejected("unknown block"));
      return new Range(block.number(), block.number());
    }
    long beyond = view.head().number() + 1;
    long from = bound(request.path("fromBlock"), beyond);
    long to = bound(request.path("toBlock"), beyond);
    if (from > to) {
      throw RpcFault.invalidParams("invalid block range params");
    }
    if (to - from >= MAX_BLOCKS) {
      throw RpcFault.invalidParams("exceed maximum block range: " + MAX_BLOCKS);
    }
    return new Range(from, to);
  }

  private long bound(JsonNode node, long beyond) throws RpcFault {
    String tag = node.isMissingNode() || node.isNull() ? "latest" : RpcParams.text(node, 0);
    Optional<BlockRef> ref = view.resolve(tag);
    if (ref.isEmpty()) {
      return beyond;
    }
    return switch (ref.get()) {
      case Mined mined -> mined.block().number();
      case Pending p -> view.head().number();
    };
  }

  private static List<Address> addresses(JsonNode node) throws RpcFault {
    List<Address> addresses = new ArrayList<>();
    for (JsonNode one : choices(node)) {
      addresses.add(RpcParams.address(RpcParams.text(one, 0), 0));
    }
    return addresses;
  }

  private static List<List<Digest32>> topics(JsonNode node) throws RpcFault {
    List<List<Digest32>> topics = new ArrayList<>();
    if (node.size() > MAX_TOPICS) {
      throw RpcFault.invalidParams("exceed max topics");
    }
    for (JsonNode position : node) {
      List<Digest32> wanted = new ArrayList<>();
      for (JsonNode one : choices(position)) {
        Bytes topic = RpcParams.data(RpcParams.text(one, 0), 0);
        if (topic.size() != 32) {
          throw RpcFault.invalidParams("invalid argument 0: topic has 32 bytes");
        }
        wanted.add(new Digest32(topic));
      }
      topics.add(wanted);
    }
    return topics;
  }

  private static List<JsonNode> choices(JsonNode node) throws RpcFault {
    List<JsonNode> choices = new ArrayList<>();
    if (node.isArray()) {
      if (node.size() > MAX_CHOICES) {
        throw RpcFault.invalidParams("exceed max addresses or topics per search position");
      }
      node.forEach(choices::add);
    } else if (!node.isMissingNode() && !node.isNull()) {
      choices.add(node);
    }
    return choices;
  }
}
