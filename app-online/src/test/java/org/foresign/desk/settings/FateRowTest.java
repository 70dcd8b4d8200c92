package org.foresign.desk.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.desk.settings.FateRow.Included;
import org.foresign.desk.settings.FateRow.Trace;
import org.foresign.desk.settings.FateRow.Used;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.junit.jupiter.api.Test;

class FateRowTest {
  private static final Digest32 HASH = Digest32.of(Sha256.hash(new byte[] {1}));
  private static final Digest32 LEAF = Digest32.of(Sha256.hash(new byte[] {2}));

  private static final FateRow FULL =
      new FateRow(
          2,
          HASH,
          new Included(7, LEAF, true),
          new Used(8, HASH, LEAF),
          "waits for the consensus layer",
          new Trace(9L, 10L, "5@6 7@8", "5@6"));

  @Test
  void readsBackWhatItWrote() throws ProblemException {
    for (FateRow row :
        List.of(
            FateRow.NONE,
            FULL,
            FULL.in(HASH, new Included(0, HASH, false)),
            FULL.in(HASH, null).usedBy(new Used(0, LEAF, null), "ümlaut \ud83d\ude00"),
            FULL.with(5, "", new Trace(null, 3L, "", "")))) {
      assertThat(FateRow.of(row.effect(), row.body())).isEqualTo(row);
    }
  }

  /** Put together by hand from docs/spec/sealed-value.md and RFC 8949. */
  @Test
  void isWrittenAsThePageSays() {
    assertThat(FateRow.NONE.body().hex()).isEqualTo("884080804080804040");
    assertThat(FULL.body().hex())
        .isEqualTo(
            "885820"
                + HASH.bytes().hex()
                + "83075820"
                + LEAF.bytes().hex()
                + "f583085820"
                + HASH.bytes().hex()
                + "5820"
                + LEAF.bytes().hex()
                + "581d776169747320666f722074686520636f6e73656e737573206c61796572"
                + "8109810a4735403620374038"
                + "43354036");
  }

  @Test
  void refusesDamageByItsOwnProblems() {
    Mutator.of(
            FULL.body().toArray(),
            bytes -> FateRow.of(2, Bytes.of(bytes)),
            row -> row.body().toArray(),
            ProblemException.class)
        .assertOnlyDeclared();
  }
}
