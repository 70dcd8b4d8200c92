package org.foresign.practice.chain;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blocks, transactions, receipts and logs in the shapes of the execution JSON-RPC specification.
 */
final class EthJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int BLOOM_BYTES = 256;
  private static final String EMPTY_UNCLES =
      "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";

  private EthJson() {}

  static ObjectNode block(Block block, boolean fullTransactions) {
    ObjectNode node = header(block);
    node.put("hash", block.hash().toString());
    node.put("nonce", "0x0000000000000000");
    ArrayNode transactions = node.putArray("transactions");
    for (int i = 0; i < block.receipts().size(); i++) {
      PoolTransaction tx = block.receipts().get(i).transaction();
      if (fullTransactions) {
        transactions.add(transaction(tx, new PracticeLedger.Location(block, i)));
      } else {
        transactions.add(tx.hash().toString());
      }
    }
    node.putArray("uncles");
    ArrayNode withdrawals = node.putArray("withdrawals");
    for (BeaconWithdrawal w : block.withdrawals()) {
      withdrawals
          .addObject()
          .put("index", Quantity.of(w.index()))
          .put("validatorIndex", Quantity.of(w.validatorIndex()))
          .put("address", text(w.address()))
          .put("amount", Quantity.of(w.amount().value()));
    }
    return node;
  }

  /** The block that would be made now: no hash, no nonce, no fee recipient yet. */
  static ObjectNode pendingBlock(
      Block parent, Wei baseFee, long timestamp, List<MinedReceipt> receipts) {
    ObjectNode node = JSON.objectNode();
    node.put("number", Quantity.of(parent.number() + 1));
    node.putNull("hash");
    node.put("parentHash", parent.hash().toString());
    node.putNull("nonce");
    node.putNull("miner");
    node.put("timestamp", Quantity.of(timestamp));
    node.put("gasLimit", Quantity.of(parent.gasLimit()));
    long gasUsed = receipts.isEmpty() ? 0 : receipts.getLast().cumulativeGas();
    node.put("gasUsed", Quantity.of(gasUsed));
    node.put("baseFeePerGas", Quantity.of(baseFee));
    ArrayNode transactions = node.putArray("transactions");
    receipts.forEach(r -> transactions.add(r.transaction().hash().toString()));
    node.putArray("uncles");
    return node;
  }

  static ObjectNode transaction(PoolTransaction tx, PracticeLedger.@Nullable Location location) {
    ObjectNode node = JSON.objectNode();
    node.put("type", "0x2");
    node.put("chainId", Quantity.of(tx.chainId()));
    node.put("nonce", Quantity.of(tx.nonce()));
    node.put("from", text(tx.sender()));
    node.put("to", text(tx.to()));
    node.put("value", Quantity.of(tx.value()));
    node.put("input", tx.data().prefixedHex());
    node.put("gas", Quantity.of(tx.gasLimit()));
    node.put("maxFeePerGas", Quantity.of(tx.maxFee()));
    node.put("maxPriorityFeePerGas", Quantity.of(tx.maxPriorityFee()));
    node.putArray("accessList");
    node.put("v", Quantity.of(tx.yParity()));
    node.put("yParity", Quantity.of(tx.yParity()));
    node.put("r", Quantity.of(tx.r()));
    node.put("s", Quantity.of(tx.s()));
    node.put("hash", tx.hash().toString());
    if (location == null) {
      node.put("gasPrice", Quantity.of(tx.maxFee()));
      node.putNull("blockHash");
      node.putNull("blockNumber");
      node.putNull("transactionIndex");
    } else {
      node.put("gasPrice", Quantity.of(location.receipt().price()));
      node.put("blockHash", location.block().hash().toString());
      node.put("blockNumber", Quantity.of(location.block().number()));
      node.put("transactionIndex", Quantity.of(location.index()));
    }
    return node;
  }

  static ObjectNode receipt(PracticeLedger.Location location) {
    MinedReceipt receipt = location.receipt();
    PoolTransaction tx = receipt.transaction();
    Outcome outcome = receipt.outcome();
    ObjectNode node = JSON.objectNode();
    node.put("type", "0x2");
    node.put("status", outcome.succeeded() ? "0x1" : "0x0");
    node.put("transactionHash", tx.hash().toString());
    node.put("transactionIndex", Quantity.of(location.index()));
    node.put("blockHash", location.block().hash().toString());
    node.put("blockNumber", Quantity.of(location.block().number()));
    node.put("from", text(tx.sender()));
    node.put("to", text(tx.to()));
    node.putNull("contractAddress");
    node.put("cumulativeGasUsed", Quantity.of(receipt.cumulativeGas()));
    node.put("gasUsed", Quantity.of(outcome.gasUsed()));
    node.put("effectiveGasPrice", Quantity.of(receipt.price()));
    node.put("logsBloom", bloom(outcome.logs()));
    ArrayNode logs = node.putArray("logs");
    int first = firstLogIndex(location);
    for (int i = 0; i < outcome.logs().size(); i++) {
      logs.add(log(outcome.logs().get(i), location, first + i));
    }
    return node;
  }

  static ObjectNode log(LogEntry entry, PracticeLedger.Location location, int logIndex) {
    ObjectNode node = JSON.objectNode();
    node.put("address", text(entry.address()));
    ArrayNode topics = node.putArray("topics");
    entry.topics().forEach(t -> topics.add(t.toString()));
    node.put("data", entry.data().prefixedHex());
    node.put("blockNumber", Quantity.of(location.block().number()));
    node.put("blockHash", location.block().hash().toString());
    node.put("blockTimestamp", Quantity.of(location.block().timestamp()));
    node.put("transactionHash", location.receipt().transaction().hash().toString());
    node.put("transactionIndex", Quantity.of(location.index()));
    node.put("logIndex", Quantity.of(logIndex));
    node.put("removed", false);
    return node;
  }

  static int firstLogIndex(PracticeLedger.Location location) {
    int logs = 0;
    for (int i = 0; i < location.index(); i++) {
      logs += location.block().receipts().get(i).outcome().logs().size();
    }
    return logs;
  }

  /** Addresses in lower case, as nodes write them. */
  static String text(Address address) {
    return address.bytes().prefixedHex();
  }

  /** The fields of a header; the roots stand in for tries that this chain doesn't keep. */
  private static ObjectNode header(Block block) {
    ObjectNode node = JSON.objectNode();
    String stand = Keccak.hash(block.hash().bytes()).toString();
    node.put("number", Quantity.of(block.number()));
    node.put("parentHash", block.parentHash().toString());
    node.put("timestamp", Quantity.of(block.timestamp()));
    node.put("gasLimit", Quantity.of(block.gasLimit()));
    node.put("gasUsed", Quantity.of(block.gasUsed()));
    node.put("baseFeePerGas", Quantity.of(block.baseFee()));
    node.put("miner", text(block.feeRecipient()));
    node.put("difficulty", "0x0");
    node.put("extraData", "0x");
    node.put("mixHash", stand);
    node.put("stateRoot", stand);
    node.put("transactionsRoot", stand);
    node.put("receiptsRoot", stand);
    node.put("withdrawalsRoot", stand);
    node.put("requestsHash", stand);
    node.put("parentBeaconBlockRoot", block.parentHash().toString());
    node.put("sha3Uncles", EMPTY_UNCLES);
    node.put("blobGasUsed", "0x0");
    node.put("excessBlobGas", "0x0");
    node.put("size", Quantity.of(size(block)));
    node.put(
        "logsBloom",
        bloom(block.receipts().stream().flatMap(r -> r.outcome().logs().stream()).toList()));
    return node;
  }

  private static long size(Block block) {
    return 600L + block.receipts().stream().mapToLong(r -> r.transaction().raw().size()).sum();
  }

  /** Yellow paper, section 4.3.1: three bits of each address and topic. */
  private static String bloom(List<LogEntry> logs) {
    byte[] bloom = new byte[BLOOM_BYTES];
    for (LogEntry log : logs) {
      setBits(bloom, log.address().bytes());
      for (Digest32 topic : log.topics()) {
        setBits(bloom, topic.bytes());
      }
    }
    return Bytes.of(bloom).prefixedHex();
  }

  private static void setBits(byte[] bloom, Bytes value) {
    byte[] hash = Keccak.hash(value.toArray());
    for (int i = 0; i < 6; i += 2) {
      int bit = ((hash[i] & 0xff) << 8 | (hash[i + 1] & 0xff)) & 0x7ff;
      bloom[BLOOM_BYTES - 1 - bit / 8] |= (byte) (1 << (bit % 8));
    }
  }
}
