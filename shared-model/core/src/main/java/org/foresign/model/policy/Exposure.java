package org.foresign.model.policy;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;

/**
 * The most that can leave, per asset: value plus gas limit times fee cap plus attached request
 * fees, in each asset's smallest unit.
 */
public record Exposure(SortedMap<Asset, Wei> amounts) {
  public static final Exposure NONE = new Exposure(new TreeMap<>());

  public Exposure {
    amounts = Collections.unmodifiableSortedMap(new TreeMap<>(amounts));
  }

  public Wei of(Asset asset) {
    return amounts.getOrDefault(asset, Wei.ZERO);
  }

  /** The sum, asset by asset: two things that can both happen. */
  public Exposure plus(Exposure other) {
    return merge(other, true);
  }

  /** The larger, asset by asset: two things of which at most one can happen. */
  public Exposure max(Exposure other) {
    return merge(other, false);
  }

  private Exposure merge(Exposure other, boolean add) {
    TreeMap<Asset, Wei> merged = new TreeMap<>(amounts);
    for (Map.Entry<Asset, Wei> entry : other.amounts.entrySet()) {
      merged.merge(entry.getKey(), entry.getValue(), (a, b) -> add ? a.plus(b) : a.max(b));
    }
    return new Exposure(merged);
  }
}
