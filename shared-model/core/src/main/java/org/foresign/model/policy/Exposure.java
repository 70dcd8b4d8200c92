package org.foresign.model.policy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;

/**
 * The most that can leave, per asset: value plus gas limit times fee cap plus attached request
 * fees, in each asset's smallest unit. A sum beyond 2^256 - 1 stays there; see {@link #countable}.
 * An asset of which nothing can leave is not listed.
 */
public record Exposure(SortedMap<Asset, Wei> amounts) {
  public static final Exposure NONE = new Exposure(new TreeMap<>());

  private static final Wei MOST = new Wei(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));

  public Exposure {
    TreeMap<Asset, Wei> listed = new TreeMap<>(amounts);
    listed.values().removeIf(Wei::isZero);
    amounts = Collections.unmodifiableSortedMap(listed);
  }

  public static Exposure of(Asset asset, Wei amount) {
    return new Exposure(new TreeMap<>(Map.of(asset, amount)));
  }

  /** As {@link #of(Asset, Wei)} for a result that may lie beyond 2^256 - 1. */
  static Exposure of(Asset asset, BigInteger amount) {
    return of(asset, capped(amount));
  }

  public Wei of(Asset asset) {
    return amounts.getOrDefault(asset, Wei.ZERO);
  }

  /** Whether no sum ran into the end of the scale, where it would no longer be true. */
  public boolean countable() {
    return !amounts.containsValue(MOST);
  }

  /** The sum, asset by asset: two things that can both happen. */
  public Exposure plus(Exposure other) {
    return merge(other, (a, b) -> capped(a.value().add(b.value())));
  }

  /** The larger, asset by asset: two things of which at most one can happen. */
  public Exposure max(Exposure other) {
    return merge(other, Wei::max);
  }

  /** By how much this is above {@code other}, asset by asset, zero where it is not. */
  public Exposure above(Exposure other) {
    TreeMap<Asset, Wei> rest = new TreeMap<>(amounts);
    rest.replaceAll((asset, amount) -> amount.minus(amount.min(other.of(asset))));
    return new Exposure(rest);
  }

  private Exposure merge(Exposure other, BinaryOperator<Wei> operator) {
    TreeMap<Asset, Wei> merged = new TreeMap<>(amounts);
    other.amounts.forEach((asset, amount) -> merged.merge(asset, amount, operator));
    return new Exposure(merged);
  }

  private static Wei capped(BigInteger amount) {
    return new Wei(amount.min(MOST.value()));
  }
}
