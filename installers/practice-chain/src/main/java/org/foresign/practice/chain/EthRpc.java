package org.foresign.practice.chain;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.practice.chain.NodeView.BlockRef;
import org.foresign.practice.chain.NodeView.Mined;
import org.foresign.practice.chain.NodeView.Pending;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Chain, account, block and transaction methods of the execution JSON-RPC specification. */
final class EthRpc {
  static final String CLIENT = "foresign-practice/1";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NodeView view;

  EthRpc(NodeView view) {
    this.view = view;
  }

  Map<String, RpcMethod> methods() {
    Map<String, RpcMethod> methods = new HashMap<>();
    methods.put("web3_clientVersion", p -> JSON.stringNode(CLIENT));
    methods.put("net_version", p -> JSON.stringNode(Long.toString(chainId())));
    methods.put("net_listening", p -> JSON.booleanNode(true));
    methods.put("eth_chainId", p -> JSON.stringNode(Quantity.of(chainId())));
    methods.put("eth_syncing", p -> JSON.booleanNode(false));
    methods.put("eth_accounts", p -> JSON.arrayNode());
    methods.put("eth_blockNumber", p -> JSON.stringNode(Quantity.of(view.head().number())));
    methods.put("eth_getBlockByNumber", this::blockByNumber);
    methods.put("eth_getBlockByHash", this::blockByHash);
    methods.put("eth_getTransactionCount", this::transactionCount);
    methods.put("eth_getBalance", this::balance);
    methods.put("eth_getCode", this::code);
    methods.put("eth_getStorageAt", this::storage);
    methods.put("eth_sendRawTransaction", this::send);
    methods.put("eth_getTransactionByHash", this::transaction);
    methods.put("eth_getTransactionReceipt", this::receipt);
    methods.put("txpool_status", p -> poolStatus());
    return methods;
  }

  private long chainId() {
    return view.faults().chainIdOr(view.ledger().settings().network().chain().reference());
  }

  private JsonNode blockByNumber(RpcParams params) throws RpcFault {
    boolean full = params.has(1) && params.flag(1);
    Optional<BlockRef> found = view.resolve(params.text(0));
    if (found.isEmpty()) {
      return JSON.nullNode();
    }
    return switch (found.get()) {
      case Mined mined -> EthJson.block(mined.block(), full);
      case Pending p -> pendingBlock();
    };
  }

  private JsonNode pendingBlock() {
    PracticeLedger ledger = view.ledger();
    return ledger.onPending(receipts -> {
      Block head = ledger.head();
      long timestamp = ledger.settings().timestampAt(head.number() + 1);
      return EthJson.pendingBlock(head, ledger.nextBaseFee(), timestamp, receipts);
    });
  }

  private JsonNode blockByHash(RpcParams params) throws RpcFault {
    boolean full = params.has(1) && params.flag(1);
    Optional<Block> block = view.byHash(params.hash(0));
    return block.isPresent() ? EthJson.block(block.get(), full) : JSON.nullNode();
  }

  private JsonNode transactionCount(RpcParams params) throws RpcFault {
    return JSON.stringNode(
        Quantity.of(view.nonce(params.address(0), required(view, params.tag(1)))));
  }

  private JsonNode balance(RpcParams params) throws RpcFault {
    return JSON.stringNode(
        Quantity.of(view.balance(params.address(0), required(view, params.tag(1)))));
  }

  private JsonNode code(RpcParams params) throws RpcFault {
    return JSON.stringNode(
        view.code(params.address(0), required(view, params.tag(1))).prefixedHex());
  }

  private JsonNode storage(RpcParams params) throws RpcFault {
    BigInteger key = params.quantity(1);
    if (key.bitLength() > 256) {
      throw RpcFault.invalidParams("a storage key has at most 32 bytes");
    }
    StorageKey slot = new StorageKey(params.address(0), ContractAbi.word(key));
    BigInteger value = view.inState(required(view, params.tag(2)), world -> world.read(slot));
    return JSON.stringNode(ContractAbi.word(value).prefixedHex());
  }

  private JsonNode send(RpcParams params) throws RpcFault {
    Bytes raw = params.data(0);
    if (view.faults().swallowsSubmissions()) {
      return JSON.stringNode(Keccak.hash(raw).toString());
    }
    return JSON.stringNode(view.ledger().submit(raw).toString());
  }

  private JsonNode transaction(RpcParams params) throws RpcFault {
    Digest32 hash = params.hash(0);
    Optional<PracticeLedger.Location> location = view.find(hash);
    if (location.isPresent()) {
      return EthJson.transaction(location.get().receipt().transaction(), location.get());
    }
    Optional<PoolTransaction> pooled =
        view.ledger().exclusively(() -> view.ledger().pool().find(hash));
    return pooled.isPresent() ? EthJson.transaction(pooled.get(), null) : JSON.nullNode();
  }

  private JsonNode receipt(RpcParams params) throws RpcFault {
    Optional<PracticeLedger.Location> location = view.find(params.hash(0));
    return location.isPresent() ? EthJson.receipt(location.get()) : JSON.nullNode();
  }

  private JsonNode poolStatus() {
    PracticeLedger ledger = view.ledger();
    return ledger.exclusively(() -> {
      int executable = ledger.pool().executable(ledger.world());
      return JSON.objectNode()
          .put("pending", Quantity.of(executable))
          .put("queued", Quantity.of(ledger.pool().size() - executable));
    });
  }

  /** A block that must exist for the answer to make sense. */
  static BlockRef required(NodeView view, String tag) throws RpcFault {
    return view.resolve(tag).orElseThrow(() -> RpcFault.rejected("header not found"));
  }
}
