package org.foresign.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.model.Samples;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class ApprovalCodecTest {
  private static final Approval FIRST = approval(0x11);
  private static final Approval SECOND = approval(0x22);

  private static Approval approval(int approver) {
    return new Approval(
        Samples.digest(0x33), Samples.digest(approver), 1_800_000_000L, Samples.fill(64, 0x44));
  }

  @Test
  void signsTagBatchApproverAndTime() {
    String tag =
        HexFormat.of().formatHex("foresign/approval/v1".getBytes(StandardCharsets.US_ASCII)) + "00";
    assertThat(HexFormat.of().formatHex(ApprovalCodec.signedBytes(FIRST)))
        .isEqualTo(tag + "33".repeat(32) + "11".repeat(32) + "000000006b49d200");
  }

  @Test
  void damagedApprovalsAreRefusedOrOtherCanonicalOnes() {
    Mutator.of(
            ApprovalCodec.encode(FIRST).toArray(),
            bytes -> ApprovalCodec.decode(Bytes.of(bytes)),
            approval -> ApprovalCodec.encode(approval).toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void damagedDeliveriesAreRefusedOrOtherCanonicalOnes() {
    BatchDelivery delivery =
        new BatchDelivery(Samples.encode(Samples.payments(2, 1, true)), List.of(SECOND, FIRST));
    assertThat(delivery.approvals()).containsExactly(FIRST, SECOND);
    Mutator.of(
            BatchDeliveryCodec.encode(delivery).toArray(),
            bytes -> BatchDeliveryCodec.decode(Bytes.of(bytes)),
            value -> BatchDeliveryCodec.encode(value).toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void bytesOfADeliveryAreThoseOfTheSpec() {
    BatchDelivery delivery = new BatchDelivery(Bytes.parseHex("c0ffee"), List.of());
    assertThat(BatchDeliveryCodec.encode(delivery).hex()).isEqualTo("830143c0ffee80");
  }

  @Test
  void refusesADeliveryOfAnotherVersionWhateverFollows() {
    for (String bytes : List.of("830243c0ffee80", "8102", "840201020304", "830043c0ffee80")) {
      assertThatThrownBy(() -> BatchDeliveryCodec.decode(Bytes.parseHex(bytes)))
          .as(bytes)
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(CodecProblem.FORMAT_UNKNOWN_VERSION));
    }
  }

  @Test
  void refusesApprovalsOutOfOrderAndTwice() {
    for (List<Approval> approvals : List.of(List.of(SECOND, FIRST), List.of(FIRST, FIRST))) {
      CborWriter writer = new CborWriter().array(3).uint(1).bytes(new byte[1]).array(2);
      approvals.forEach(approval -> writer.bytes(ApprovalCodec.encode(approval)));
      assertThatThrownBy(() -> BatchDeliveryCodec.decode(writer.toBytes()))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.problem().code()).isEqualTo(BatchProblem.APPROVALS_DISORDERED));
    }
  }
}
