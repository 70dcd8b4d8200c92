package org.foresign.model.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptCodecTest {
  private static final String BYTES =
      "a4010102582011111111111111111111111111111111111111111111111111111111111111110358202222"
          + "22222222222222222222222222222222222222222222222222222222222204182a";

  @Test
  void bytesAreThoseOfTheSpec() throws Exception {
    Receipt receipt =
        new Receipt(Digest32.parseHex("11".repeat(32)), Digest32.parseHex("22".repeat(32)), 42);
    assertThat(ReceiptCodec.encode(receipt).hex()).isEqualTo(BYTES);
    assertThat(ReceiptCodec.decode(Bytes.parseHex(BYTES))).isEqualTo(receipt);
  }

  // Written by hand from docs/spec/receipt.md: one nonce used by a leaf, the next by something
  // else.
  private static final String WITH_SETTLED =
      "a5"
          + BYTES.substring(2)
          + "0582"
          + ("870001" + "54" + "33".repeat(20) + "07" + "1903e8" + "5820" + "44".repeat(32))
          + ("5820" + "55".repeat(32))
          + ("870001" + "54" + "33".repeat(20) + "08" + "1903e9" + "5820" + "66".repeat(32))
          + "40";

  @Test
  void settledNoncesAreThoseOfTheSpec() throws Exception {
    LaneId lane = new LaneId(Chain.evm(1), new Address(Bytes.parseHex("33".repeat(20))));
    Receipt receipt =
        new Receipt(
            Digest32.parseHex("11".repeat(32)),
            Digest32.parseHex("22".repeat(32)),
            42,
            List.of(
                new SettledSlot(
                    new SlotId(lane, 7),
                    1_000,
                    Digest32.parseHex("44".repeat(32)),
                    Digest32.parseHex("55".repeat(32))),
                new SettledSlot(
                    new SlotId(lane, 8), 1_001, Digest32.parseHex("66".repeat(32)), null)));
    assertThat(ReceiptCodec.encode(receipt).hex()).isEqualTo(WITH_SETTLED);
    assertThat(ReceiptCodec.decode(Bytes.parseHex(WITH_SETTLED))).isEqualTo(receipt);
  }

  @Test
  void refusesSettledNoncesTwiceOutOfOrderOrTooMany() {
    String one = WITH_SETTLED.substring(BYTES.length() + 4, WITH_SETTLED.length());
    String first = one.substring(0, one.indexOf("870001", 6));
    String second = one.substring(first.length());
    String head = WITH_SETTLED.substring(0, BYTES.length());
    for (String wrong :
        List.of(
            head + "0580",
            head + "0582" + first + first,
            head + "0582" + second + first,
            head + "05" + "1901f5" + first.repeat(501))) {
      assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.parseHex(wrong)))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void theMostThatFitsIsWithinTheLimit() throws Exception {
    LaneId lane = new LaneId(Chain.evm(1L << 40), new Address(Bytes.parseHex("33".repeat(20))));
    Digest32 digest = Digest32.parseHex("44".repeat(32));
    List<SettledSlot> most = new ArrayList<>();
    for (int i = 0; i < Receipt.MAX_SETTLED; i++) {
      most.add(new SettledSlot(new SlotId(lane, (1L << 40) + i), 1L << 40, digest, digest));
    }
    Receipt receipt = new Receipt(digest, digest, 1L << 40, most);
    Bytes bytes = ReceiptCodec.encode(receipt);
    assertThat(bytes.size()).isLessThan(Receipt.MAX_BYTES);
    assertThat(ReceiptCodec.decode(bytes)).isEqualTo(receipt);
  }

  @ParameterizedTest
  @ValueSource(strings = {BYTES, "settled"})
  void everyReceiptIsCanonical(String bytesOf) {
    Mutator.of(
            Bytes.parseHex(bytesOf.equals(BYTES) ? BYTES : WITH_SETTLED).toArray(),
            bytes -> ReceiptCodec.decode(Bytes.of(bytes)),
            receipt -> ReceiptCodec.encode(receipt).toArray(),
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void refusesAnotherVersion() {
    assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.parseHex("a40102" + BYTES.substring(6))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(CodecProblem.FORMAT_UNKNOWN_VERSION));
  }
}
