package org.foresign.vault.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.junit.jupiter.api.Test;

/** The ledger's rows have one reading. */
class LedgerDigestTest {
  private static final LaneId LANE = new LaneId(Networks.PRACTICE.chain(), Address.ZERO);
  private static final LedgerDigest.Head HEAD =
      new LedgerDigest.Head(Digest32.ZERO, Bytes.of(new byte[16]), Digest32.ZERO, 1, 1, 1, 1, 1);

  @Test
  void leavesAndSlotsCanNotStandForEachOther() {
    Bytes digest = Bytes.of(ByteBuffer.allocate(32).putShort((short) 1).array());
    LedgerDigest leafOnly = new LedgerDigest(Digest32.ZERO, HEAD);
    leafOnly.count(1);
    leafOnly.leaf(LANE, 3, digest);
    leafOnly.count(0);
    LedgerDigest slotOnly = new LedgerDigest(Digest32.ZERO, HEAD);
    slotOnly.count(0);
    slotOnly.count(1);
    slotOnly.slot(LANE, 3, digest);
    assertThat(leafOnly.finish()).isNotEqualTo(slotOnly.finish());
  }
}
