package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.model.staking.BlsPublicKey;
import tools.jackson.databind.JsonNode;

/**
 * Which validators a caller wants, as the Beacon API lets him say it.
 *
 * @param ids indices and keys, empty for all; an unknown one is left out of the answer, not an
 *     error
 * @param statuses states or their first word, empty for all
 */
record ValidatorFilter(List<String> ids, Set<String> statuses) {
  private static final int MAX_IDS = 10_000;

  ValidatorFilter {
    ids = List.copyOf(ids);
    statuses = Set.copyOf(statuses);
  }

  /** The body of the POST form: {@code {"ids": [...], "statuses": [...]}}. */
  static ValidatorFilter ofBody(JsonNode body) throws RestFault {
    if (!body.isObject()) {
      throw RestFault.badRequest("expected an object with ids and statuses");
    }
    return new ValidatorFilter(
        texts(body.path("ids")), new LinkedHashSet<>(texts(body.path("statuses"))));
  }

  List<Validator> select(BeaconState state, long epoch) throws RestFault {
    if (ids.size() > MAX_IDS) {
      throw RestFault.badRequest("too many ids");
    }
    TreeMap<Long, Validator> chosen = new TreeMap<>();
    if (ids.isEmpty()) {
      state.validators.forEach(v -> chosen.put(v.index(), v));
    }
    for (String id : ids) {
      find(state, id).ifPresent(v -> chosen.put(v.index(), v));
    }
    return chosen.values().stream().filter(v -> accepts(v.status(epoch))).toList();
  }

  /** A validator by its index or its 48-byte key. */
  static Optional<Validator> find(BeaconState state, String id) throws RestFault {
    if (id.matches("0|[1-9][0-9]{0,17}")) {
      return state.at(Long.parseLong(id));
    }
    if (id.matches("0x[0-9a-fA-F]{96}")) {
      return state.find(BlsPublicKey.parseHex(id));
    }
    throw RestFault.badRequest("Invalid validator ID: " + id);
  }

  private boolean accepts(String status) {
    if (statuses.isEmpty() || statuses.contains(status)) {
      return true;
    }
    String group = status.substring(0, status.indexOf('_'));
    return statuses.contains(group);
  }

  private static List<String> texts(JsonNode list) throws RestFault {
    List<String> texts = new ArrayList<>();
    if (list.isMissingNode() || list.isNull()) {
      return texts;
    }
    if (!list.isArray() || list.size() > MAX_IDS) {
      throw RestFault.badRequest("expected a list of at most " + MAX_IDS);
    }
    for (JsonNode one : list) {
      if (!one.isString()) {
        throw RestFault.badRequest("expected a list of strings");
      }
      texts.add(one.stringValue());
    }
    return texts;
  }
}
