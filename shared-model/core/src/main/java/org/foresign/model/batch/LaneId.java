package org.foresign.model.batch;

import java.util.Comparator;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;

/** One account on one chain. */
public record LaneId(Chain chain, Address account) implements Comparable<LaneId> {
  private static final Comparator<LaneId> ORDER =
      Comparator.comparing(LaneId::chain).thenComparing(LaneId::account);

  public Asset nativeAsset() {
    return Asset.nativeOf(chain);
  }

  @Override
  public int compareTo(LaneId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return chain + ":" + account;
  }
}
