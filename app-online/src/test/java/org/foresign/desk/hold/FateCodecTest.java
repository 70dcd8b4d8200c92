package org.foresign.desk.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.desk.chain.BlockRef;
import org.foresign.desk.hold.Fate.Included;
import org.foresign.desk.hold.Fate.Trace;
import org.foresign.desk.hold.Fate.Used;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class FateCodecTest {
  private static final Digest32 HASH = Digest32.of(Sha256.hash(new byte[] {1}));
  private static final Digest32 LEAF = Digest32.of(Sha256.hash(new byte[] {2}));
  private static final PartialMark MARK = new PartialMark(5, 6);

  private static final Fate FULL =
      new Fate(
          3,
          HASH,
          new Included(new BlockRef(7, LEAF), true),
          new Used(new BlockRef(8, HASH), LEAF),
          Effect.QUEUED,
          new FateReason.DepositQueued(true),
          new Trace(9L, 10L, List.of(MARK, new PartialMark(7, 8)), MARK));

  @Test
  void readsBackWhatItWrote() throws ProblemException {
    Trace trace = new Trace(null, 3L, List.of(), null);
    for (Fate fate :
        List.of(
            Fate.none(3),
            FULL,
            FULL.in(HASH, new Included(new BlockRef(0, HASH), false)),
            FULL.in(HASH, null)
                .usedBy(new Used(new BlockRef(0, LEAF), null), new FateReason.NonceFinal(4, 9)),
            FULL.with(Effect.UNKNOWN, new FateReason.WithdrawalQueued(5, 6), trace))) {
      assertThat(FateCodec.decode(fate.leaf(), fate.effect(), FateCodec.encode(fate)))
          .isEqualTo(fate);
    }
  }

  /** Put together by hand from docs/spec/sealed-value.md and RFC 8949. */
  @Test
  void isWrittenAsThePageSays() {
    assertThat(FateCodec.encode(Fate.none(3)).hex())
        .isEqualTo("88408080" + "81646e6f6e65" + "80808080");
    assertThat(FateCodec.encode(FULL).hex())
        .isEqualTo(
            "885820"
                + HASH.bytes().hex()
                + "83075820"
                + LEAF.bytes().hex()
                + "f583085820"
                + HASH.bytes().hex()
                + "5820"
                + LEAF.bytes().hex()
                + "826e6465706f7369742d717565756564f5"
                + "8109810a82820506820708"
                + "81820506");
  }

  @Test
  void refusesDamageByItsOwnProblems() {
    Mutator.of(
            FateCodec.encode(FULL).toArray(),
            bytes -> FateCodec.decode(3, Effect.QUEUED, Bytes.of(bytes)),
            fate -> FateCodec.encode(fate).toArray(),
            ProblemException.class)
        .assertOnlyDeclared();
  }
}
