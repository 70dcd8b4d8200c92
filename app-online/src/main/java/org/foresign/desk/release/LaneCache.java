package org.foresign.desk.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.foresign.desk.chain.BlockRef;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at a lane has found for certain, so that the next one asks only for what may
 * have changed. It decides nothing and is lost with the process; then everything is asked again.
 */
final class LaneCache {
  /** Nonces that are remembered at most; what is above them is asked for again at each look. */
  static final int MOST_NONCES = 4_096;

  private @Nullable BlockRef head;
  private Map<Long, Used> used = Map.of();
  private Settler.@Nullable Left left;
  private EffectWatch.@Nullable Looked effects;

  /**
   * A nonce that was used at the newest block of the last look.
   *
   * @param ours whether a leaf of this desk was found there
   * @param waiting what is said of it as long as that stands
   */
  record Used(boolean ours, List<LaneEvent> waiting) {
    Used {
      waiting = List.copyOf(waiting);
    }
  }

  /**
   * What still stands at this look. That none of our leaves was found can be an endpoint that is
   * late with its receipts, so it stands until the next block only; a receipt that was found stands
   * as long as the chain has the block that was the newest then.
   */
  Optional<Used> used(long nonce, ChainLook look) {
    BlockRef block = head;
    Used found = used.get(nonce);
    if (block == null || found == null) {
      return Optional.empty();
    }
    boolean stands = found.ours() ? look.isOn(block) : look.head().equals(Optional.of(block));
    return stands ? Optional.of(found) : Optional.empty();
  }

  void used(BlockRef newest, Map<Long, Used> nonces) {
    head = newest;
    used =
        nonces.size() <= MOST_NONCES
            ? Map.copyOf(nonces)
            : new TreeMap<>(nonces)
                .entrySet().stream()
                    .limit(MOST_NONCES)
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  Optional<Settler.Left> left() {
    return Optional.ofNullable(left);
  }

  void left(Optional<Settler.Left> found) {
    left = found.orElse(null);
  }

  Optional<EffectWatch.Looked> effects() {
    return Optional.ofNullable(effects);
  }

  void effects(Optional<EffectWatch.Looked> found) {
    effects = found.orElse(null);
  }
}
