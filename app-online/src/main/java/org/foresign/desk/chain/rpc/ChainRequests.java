package org.foresign.desk.chain.rpc;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.CallRequest;
import org.foresign.model.eth.Address;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The execution API calls that the desk makes, in the forms of the execution-apis spec. */
final class ChainRequests {
  /** {@code balanceOf(address)}, ERC-20. */
  private static final Bytes BALANCE_OF = Bytes.parseHex("70a08231");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ChainRequests() {}

  static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  static JsonRpcClient.Call block(String tag) {
    return JsonRpcClient.Call.of(
        "eth_getBlockByNumber", NODES.stringNode(tag), NODES.booleanNode(false));
  }

  static JsonRpcClient.Call ofAccount(String method, Address account, String tag) {
    return JsonRpcClient.Call.of(
        method, NODES.stringNode(account.bytes().prefixedHex()), NODES.stringNode(tag));
  }

  static JsonRpcClient.Call storage(Address account, long slot, String tag) {
    return JsonRpcClient.Call.of(
        "eth_getStorageAt",
        NODES.stringNode(account.bytes().prefixedHex()),
        NODES.stringNode(hex(slot)),
        NODES.stringNode(tag));
  }

  static JsonRpcClient.Call ofTransaction(String method, Digest32 transaction) {
    return JsonRpcClient.Call.of(method, NODES.stringNode(transaction.toString()));
  }

  static JsonRpcClient.Call raw(Bytes signed) {
    return JsonRpcClient.Call.of("eth_sendRawTransaction", NODES.stringNode(signed.prefixedHex()));
  }

  static JsonRpcClient.Call feeHistory(int blocks, String tag, Iterable<Integer> percentiles) {
    ArrayNode list = NODES.arrayNode();
    percentiles.forEach(p -> list.add(p.intValue()));
    return JsonRpcClient.Call.of(
        "eth_feeHistory", NODES.stringNode(hex(blocks)), NODES.stringNode(tag), list);
  }

  static JsonRpcClient.Call call(String method, CallRequest request, String tag) {
    return JsonRpcClient.Call.of(method, object(request), NODES.stringNode(tag));
  }

  private static JsonNode object(CallRequest request) {
    ObjectNode object = NODES.objectNode();
    Address from = request.from();
    if (from != null) {
      object.put("from", from.bytes().prefixedHex());
    }
    object.put("to", request.to().bytes().prefixedHex());
    object.put("value", "0x" + request.value().value().toString(16));
    if (!request.data().isEmpty()) {
      // The spec's name is input, older nodes read data only; every node takes both when equal.
      object.put("input", request.data().prefixedHex());
      object.put("data", request.data().prefixedHex());
    }
    Long gas = request.gas();
    if (gas != null) {
      object.put("gas", hex(gas));
    }
    var fees = request.fees();
    if (fees != null) {
      object.put("maxFeePerGas", "0x" + fees.maxFeePerGas().value().toString(16));
      object.put("maxPriorityFeePerGas", "0x" + fees.maxPriorityFeePerGas().value().toString(16));
    }
    return object;
  }

  static Bytes balanceOf(Address holder) {
    return BALANCE_OF.concat(Bytes.of(new byte[12])).concat(holder.bytes());
  }
}
