package org.foresign.practice.chain;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** practice_* methods: what a trainer or a test does to the chain. No real node has them. */
final class ControlRpc {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_BLOCKS = 1_000;
  private static final int MAX_DELAY_MS = 60_000;

  /** At this excess a request costs over 10^50 wei; more only makes the fee loop slow. */
  private static final int MAX_EXCESS = 2_000;

  private final NodeView view;

  ControlRpc(NodeView view) {
    this.view = view;
  }

  Map<String, RpcMethod> methods() {
    Map<String, RpcMethod> methods = new HashMap<>();
    methods.put("practice_mine", this::mine);
    methods.put("practice_reorg", this::reorg);
    methods.put("practice_setBalance", this::setBalance);
    methods.put("practice_setNonce", this::setNonce);
    methods.put("practice_setCode", this::setCode);
    methods.put("practice_setNextBaseFee", this::setNextBaseFee);
    methods.put("practice_setRequestExcess", this::setRequestExcess);
    methods.put("practice_fillRequests", this::fillRequests);
    methods.put("practice_stall", this::stall);
    methods.put("practice_holdFinality", this::holdFinality);
    methods.put("practice_setEndpointFault", this::setEndpointFault);
    methods.put("practice_droppedRequests", p -> dropped());
    return methods;
  }

  private JsonNode mine(RpcParams params) throws RpcFault {
    int count = params.has(0) ? (int) params.count(0, MAX_BLOCKS) : 1;
    List<Block> mined = view.ledger().mine(count);
    ArrayNode hashes = JSON.arrayNode();
    mined.forEach(block -> hashes.add(block.hash().toString()));
    return hashes;
  }

  private JsonNode reorg(RpcParams params) throws RpcFault {
    int depth = (int) params.count(0, MAX_BLOCKS);
    boolean keep = !params.has(1) || params.flag(1);
    try {
      view.ledger().reorganise(depth, keep);
    } catch (IllegalArgumentException e) {
      throw RpcFault.rejected(String.valueOf(e.getMessage()));
    }
    return JSON.stringNode(view.ledger().head().hash().toString());
  }

  private JsonNode setBalance(RpcParams params) throws RpcFault {
    Wei balance = new Wei(params.quantity(1));
    return change(params.address(0), account -> account.withBalance(balance));
  }

  private JsonNode setNonce(RpcParams params) throws RpcFault {
    long nonce = params.count(1, Long.MAX_VALUE);
    return change(params.address(0), account -> account.withNonce(nonce));
  }

  private JsonNode setCode(RpcParams params) throws RpcFault {
    Bytes code = params.data(1);
    return change(params.address(0), account -> account.withCode(code));
  }

  private JsonNode change(Address address, UnaryOperator<Account> change) {
    view.ledger().change(address, change);
    return JSON.booleanNode(true);
  }

  private JsonNode setNextBaseFee(RpcParams params) throws RpcFault {
    Wei baseFee = new Wei(params.quantity(0));
    if (baseFee.isZero()) {
      throw RpcFault.invalidParams("a base fee is at least 1 wei");
    }
    view.ledger().forceBaseFee(baseFee);
    return JSON.booleanNode(true);
  }

  private JsonNode setRequestExcess(RpcParams params) throws RpcFault {
    Address predeploy = params.address(0);
    long excess = params.count(1, MAX_EXCESS);
    if (!view.ledger().setRequestExcess(predeploy, excess)) {
      throw RpcFault.invalidParams("not a request predeploy: " + predeploy);
    }
    return JSON.booleanNode(true);
  }

  private JsonNode fillRequests(RpcParams params) throws RpcFault {
    Address predeploy = params.address(0);
    int requests = (int) params.count(1, MAX_EXCESS);
    if (!view.ledger().fillRequests(predeploy, requests)) {
      throw RpcFault.invalidParams("not a request predeploy: " + predeploy);
    }
    return JSON.booleanNode(true);
  }

  private JsonNode stall(RpcParams params) throws RpcFault {
    view.ledger().stall(params.flag(0));
    return JSON.booleanNode(true);
  }

  private JsonNode holdFinality(RpcParams params) throws RpcFault {
    view.ledger().holdFinality(params.flag(0));
    return JSON.booleanNode(true);
  }

  /** Faults of the endpoint that is asked; {@code clear} is always heard. */
  private JsonNode setEndpointFault(RpcParams params) throws RpcFault {
    EndpointFaults faults = view.faults();
    switch (params.text(0)) {
      case "delay" -> faults.delay(Duration.ofMillis(params.count(1, MAX_DELAY_MS)));
      case "nonceShift" -> faults.nonceShift(params.count(1, Integer.MAX_VALUE));
      case "balance" -> faults.balance(new Wei(params.quantity(1)));
      case "omitValidators" -> faults.omitValidators(params.flag(1));
      case "chainId" -> faults.chainId(params.count(1, Long.MAX_VALUE));
      case "lag" -> faults.lag(params.count(1, MAX_BLOCKS));
      case "swallowSubmissions" -> faults.swallowSubmissions(params.flag(1));
      case "clear" -> faults.clear();
      default -> throw RpcFault.invalidParams("unknown fault " + params.text(0));
    }
    return JSON.booleanNode(true);
  }

  private JsonNode dropped() {
    return view.ledger()
        .exclusively(() -> {
          ArrayNode list = JSON.arrayNode();
          for (BeaconState.DroppedRequest drop : view.ledger().beacon().state().dropped) {
            list.addObject()
                .put("slot", drop.slot())
                .put("kind", drop.kind())
                .put("validator", drop.key())
                .put("reason", drop.reason());
          }
          return list;
        });
  }
}
