package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Digest32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The part of the Beacon API that tells a staker what became of deposits and requests. */
final class BeaconRest {
  /** Version name of the states: the last fork before Glamsterdam. */
  private static final String VERSION = "fulu";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NodeView view;

  BeaconRest(NodeView view) {
    this.view = view;
  }

  /** A state as of a block, with the block. */
  private record Snapshot(Block block, BeaconState state) {}

  /**
   * Answers a request.
   *
   * @param query parameters, each with all its values
   * @param body parsed body of a POST, missing otherwise
   */
  JsonNode answer(String method, String path, Map<String, List<String>> query, JsonNode body)
      throws RestFault {
    String[] parts = path.substring(1).split("/", -1);
    boolean post = method.equals("POST");
    if (!post && !method.equals("GET")) {
      throw new RestFault(405, "method not allowed");
    }
    if (parts.length < 4 || !parts[0].equals("eth") || !parts[1].equals("v1")) {
      throw RestFault.notFound("unknown path");
    }
    if (post && !(parts.length == 6 && parts[5].equals("validators"))) {
      throw new RestFault(405, "method not allowed");
    }
    return view.ledger()
        .exclusively(() ->
            switch (String.join("/", Arrays.asList(parts).subList(2, 4))) {
              case "beacon/genesis" -> BeaconJson.genesis(view.ledger().settings());
              case "config/spec" -> spec();
              case "node/syncing" -> syncing();
              case "node/version" -> version();
              case "beacon/headers" -> header(parts);
              case "beacon/states" -> state(parts, query, post ? body : null);
              default -> throw RestFault.notFound("unknown path");
            });
  }

  private ObjectNode spec() {
    PracticeSettings settings = view.ledger().settings();
    long chainId = view.faults().chainIdOr(settings.network().chain().reference());
    return BeaconJson.spec(settings, chainId);
  }

  private ObjectNode syncing() {
    ObjectNode node = JSON.objectNode();
    node.putObject("data")
        .put("head_slot", Long.toString(view.head().number()))
        .put("sync_distance", "0")
        .put("is_syncing", false)
        .put("is_optimistic", false)
        .put("el_offline", false);
    return node;
  }

  private static ObjectNode version() {
    ObjectNode node = JSON.objectNode();
    node.putObject("data").put("version", EthRpc.CLIENT);
    return node;
  }

  private ObjectNode header(String[] parts) throws RestFault {
    if (parts.length != 5) {
      throw RestFault.notFound("unknown path");
    }
    Block block = block(parts[4]);
    return BeaconJson.header(block, isFinal(block));
  }

  private ObjectNode state(String[] parts, Map<String, List<String>> query, @Nullable JsonNode body)
      throws RestFault {
    if (parts.length < 6 || parts.length > 7) {
      throw RestFault.notFound("unknown path");
    }
    Snapshot snapshot = snapshot(parts[4]);
    ObjectNode node = BeaconJson.envelope(isFinal(snapshot.block()));
    if (parts.length == 7) {
      if (!parts[5].equals("validators")) {
        throw RestFault.notFound("unknown path");
      }
      return single(node, snapshot, parts[6]);
    }
    BeaconState state = snapshot.state();
    boolean hidden = view.faults().omitsValidators();
    switch (parts[5]) {
      case "finality_checkpoints" -> node.set("data", checkpoints(state));
      case "validators" -> node.set("data", validators(state, filter(query, body)));
      case "pending_deposits" ->
          queue(node, hidden ? JSON.arrayNode() : BeaconJson.pendingDeposits(state));
      case "pending_partial_withdrawals" ->
          queue(node, hidden ? JSON.arrayNode() : BeaconJson.pendingPartials(state));
      case "pending_consolidations" ->
          queue(node, hidden ? JSON.arrayNode() : BeaconJson.pendingConsolidations(state));
      default -> throw RestFault.notFound("unknown path");
    }
    return node;
  }

  private static void queue(ObjectNode node, ArrayNode rows) {
    node.put("version", VERSION).set("data", rows);
  }

  private ObjectNode single(ObjectNode node, Snapshot snapshot, String id) throws RestFault {
    Validator found =
        ValidatorFilter.find(snapshot.state(), id)
            .filter(v -> !view.faults().omitsValidators())
            .orElseThrow(() -> RestFault.notFound("Validator not found"));
    node.set("data", BeaconJson.validator(found, epoch(snapshot.state())));
    return node;
  }

  private ArrayNode validators(BeaconState state, ValidatorFilter filter) throws RestFault {
    ArrayNode list = JSON.arrayNode();
    if (view.faults().omitsValidators()) {
      return list;
    }
    long epoch = epoch(state);
    filter.select(state, epoch).forEach(v -> list.add(BeaconJson.validator(v, epoch)));
    return list;
  }

  private static ValidatorFilter filter(Map<String, List<String>> query, @Nullable JsonNode body)
      throws RestFault {
    if (body != null) {
      return ValidatorFilter.ofBody(body);
    }
    return new ValidatorFilter(list(query, "id"), new LinkedHashSet<>(list(query, "status")));
  }

  /** A parameter's values, repeated or separated by commas. */
  private static List<String> list(Map<String, List<String>> query, String name) {
    List<String> values = new ArrayList<>();
    for (String value : query.getOrDefault(name, List.of())) {
      values.addAll(Arrays.asList(value.split(",", -1)));
    }
    return values;
  }

  private ObjectNode checkpoints(BeaconState state) throws RestFault {
    ObjectNode data = JSON.objectNode();
    long previous = Math.max(0, state.justifiedEpoch - 1);
    data.set("previous_justified", checkpoint(previous));
    data.set("current_justified", checkpoint(state.justifiedEpoch));
    data.set("finalized", checkpoint(state.finalizedEpoch));
    return data;
  }

  private ObjectNode checkpoint(long epoch) throws RestFault {
    if (epoch == 0) {
      return BeaconJson.checkpoint(0, Digest32.ZERO);
    }
    long slot = epoch * view.ledger().settings().clock().slotsPerEpoch();
    return BeaconJson.checkpoint(epoch, BeaconJson.root(block(Long.toString(slot))));
  }

  private Snapshot snapshot(String id) throws RestFault {
    Block block = block(id);
    return view.ledger()
        .beacon()
        .stateAt(block.number())
        .map(state -> new Snapshot(block, state))
        .orElseThrow(() -> RestFault.notFound("State not found"));
  }

  private Block block(String id) throws RestFault {
    long head = view.head().number();
    long number =
        switch (id) {
          case "head" -> head;
          case "genesis" -> 0;
          case "finalized" -> Math.min(head, view.ledger().finalizedNumber());
          case "justified" -> Math.min(head, view.ledger().safeNumber());
          default -> slot(id);
        };
    return view.ledger()
        .block(number)
        .filter(b -> b.number() <= head)
        .orElseThrow(() -> RestFault.notFound("Block not found"));
  }

  private long slot(String id) throws RestFault {
    if (id.matches("0|[1-9][0-9]{0,17}")) {
      return Long.parseLong(id);
    }
    if (id.matches("0x[0-9a-fA-F]{64}")) {
      Digest32 root = Digest32.parseHex(id);
      long head = view.head().number();
      for (long n = head; n >= Math.max(0, head - PracticeLedger.STATE_DEPTH); n--) {
        if (view.ledger().block(n).map(BeaconJson::root).filter(root::equals).isPresent()) {
          return n;
        }
      }
      throw RestFault.notFound("Block not found");
    }
    throw RestFault.badRequest("Invalid block or state ID: " + id);
  }

  private boolean isFinal(Block block) {
    return block.number() <= view.ledger().finalizedNumber();
  }

  private long epoch(BeaconState state) {
    return view.ledger().settings().clock().epochOf(state.slot);
  }
}
