package org.foresign.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.eth.Address;
import org.junit.jupiter.api.Test;

/** Sizes do not depend on the machine, so the two goals are held here. */
class BytesBenchTest {
  private static final Address ACCOUNT =
      new Address(Bytes.parseHex("f39fd6e51aad88f6f4ce6ab8827279cfffb92266"));

  private final BytesBench bench = new BytesBench();

  @Test
  void aSignedBatchTakesLittleMoreThanItsSignatures() throws Exception {
    BenchRow row = bench.run(EnumSet.of(Measure.BYTES_SIGNED)).getFirst();

    assertThat(row.value()).as(row.note()).isLessThanOrEqualTo(Measure.BYTES_SIGNED.goal());
    assertThat(row.value()).as("no smaller than half of r and s").isGreaterThan(60);
  }

  @Test
  void aRequestForConstantPaymentsIsSmall() throws Exception {
    BenchRow row = bench.run(EnumSet.of(Measure.BYTES_REQUEST)).getFirst();

    assertThat(row.value()).as(row.note()).isLessThanOrEqualTo(Measure.BYTES_REQUEST.goal());
  }

  @Test
  void theSamplesAreWhatTheTableSaysTheyAre() throws Exception {
    for (BatchRequest sample :
        List.of(SampleBatches.stakes(ACCOUNT), SampleBatches.payments(ACCOUNT))) {
      BatchRequest read = BatchRequestCodec.decode(BatchRequestCodec.encode(sample));
      assertThat(read).isEqualTo(sample);
      assertThat(read.slotCount()).isEqualTo(100);
      assertThat(read.leafCount()).isEqualTo(600);
      assertThat(read.snapshots().getFirst().facts()).hasSize(4);
      assertThat(read.lastResultDigest()).isPresent();
      assertThat(read.limits()).hasSize(1);
    }
  }
}
