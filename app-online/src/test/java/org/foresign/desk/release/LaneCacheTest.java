package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.Answers;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.chain.ChainPoll;
import org.foresign.desk.chain.Fact;
import org.foresign.desk.chain.Moment;
import org.foresign.desk.chain.PendingNonce;
import org.foresign.desk.chain.Question;
import org.foresign.desk.chain.RequestQueue;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Wei;
import org.junit.jupiter.api.Test;

class LaneCacheTest {
  private static final BlockRef NEWEST = new BlockRef(9, Digest32.ZERO);

  @Test
  void remembersTheLowestNoncesUpToItsBound() {
    LaneCache cache = new LaneCache();
    ChainLook look = ChainLook.of(new Standing(), List.of(), null);
    Map<Long, LaneCache.Used> used = new HashMap<>();
    for (long nonce = 100; nonce < 100 + 2L * LaneCache.MOST_NONCES; nonce++) {
      used.put(nonce, new LaneCache.Used(true, List.of()));
    }
    cache.used(NEWEST, used);
    long last = 99 + LaneCache.MOST_NONCES;
    assertThat(cache.used(100, look)).isPresent();
    assertThat(cache.used(last, look)).isPresent();
    assertThat(cache.used(last + 1, look)).isEmpty();
  }

  /** A chain that stands still. */
  private static final class Standing implements ChainPoll {
    @Override
    public Fact<BlockHeader> head() {
      return Fact.known(new BlockHeader(NEWEST, Digest32.ZERO, 0, 0, 0, Wei.ZERO), NEWEST);
    }

    @Override
    public Fact<BlockHeader> finalized() {
      return Fact.unknown("not asked");
    }

    @Override
    public Answers ask(Moment moment, Collection<Question<?>> questions) {
      return Answers.NONE;
    }

    @Override
    public Fact<PendingNonce> pendingNonce(Address account, Fact<Long> mined) {
      return Fact.unknown("not asked");
    }

    @Override
    public Fact<RequestQueue> requestQueue(Address predeploy, Moment moment) {
      return Fact.unknown("not asked");
    }
  }
}
