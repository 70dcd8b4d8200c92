package org.foresign.desk.hold;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockRef;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What became of a leaf in the desk's store (docs/spec/sealed-value.md, "Fates"). */
final class FateCodec {
  private static final int FIELDS = 8;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_MARKS = 10_000;
  private static final RecordForm<FateReason> REASONS = new RecordForm<>(FateReason.class);

  private FateCodec() {}

  /** The canonical bytes of all but the leaf's number and the effect. */
  static Bytes encode(Fate fate) {
    CborWriter writer = new CborWriter().array(FIELDS).bytes(orEmpty(fate.transaction()));
    Fate.@Nullable Included included = fate.included();
    writer.array(included == null ? 0 : 3);
    if (included != null) {
      block(writer, included.block()).bool(included.succeeded());
    }
    Fate.@Nullable Used used = fate.used();
    writer.array(used == null ? 0 : 3);
    if (used != null) {
      block(writer, used.block()).bytes(orEmpty(used.leaf()));
    }
    Fate.Trace trace = fate.trace();
    writer.raw(REASONS.write(fate.reason()));
    optional(writer, trace.slot());
    optional(writer, trace.leftSlot());
    marks(writer, trace.earlier());
    marks(writer, trace.own() == null ? List.of() : List.of(trace.own()));
    return writer.toBytes();
  }

  /**
   * @throws ProblemException with a {@link CodecProblem}
   */
  static Fate decode(long leaf, Effect effect, Bytes body) throws ProblemException {
    CborReader reader = new CborReader(body, MAX_BYTES);
    reader.arrayExactly(FIELDS);
    @Nullable Digest32 transaction = digest(reader);
    Fate.@Nullable Included included = null;
    if (items(reader, 3)) {
      included = new Fate.Included(block(reader), reader.bool());
    }
    Fate.@Nullable Used used = null;
    if (items(reader, 3)) {
      used = new Fate.Used(block(reader), digest(reader));
    }
    FateReason reason = REASONS.read(reader);
    @Nullable Long slot = items(reader, 1) ? reader.uint() : null;
    @Nullable Long left = items(reader, 1) ? reader.uint() : null;
    List<PartialMark> earlier = marks(reader, MAX_MARKS);
    List<PartialMark> own = marks(reader, 1);
    reader.end();
    Fate.Trace trace = new Fate.Trace(slot, left, earlier, own.isEmpty() ? null : own.getFirst());
    return new Fate(leaf, transaction, included, used, effect, reason, trace);
  }

  private static CborWriter block(CborWriter writer, BlockRef block) {
    return writer.uint(block.number()).bytes(block.hash().bytes());
  }

  private static BlockRef block(CborReader reader) throws ProblemException {
    return new BlockRef(reader.uint(), reader.digest32());
  }

  private static void marks(CborWriter writer, List<PartialMark> marks) {
    writer.array(marks.size());
    marks.forEach(mark -> writer.array(2).uint(mark.gwei()).uint(mark.epoch()));
  }

  private static List<PartialMark> marks(CborReader reader, int most) throws ProblemException {
    int items = reader.array(most);
    List<PartialMark> marks = new ArrayList<>();
    for (int i = 0; i < items; i++) {
      reader.arrayExactly(2);
      marks.add(new PartialMark(reader.uint(), reader.uint()));
    }
    return marks;
  }

  private static boolean items(CborReader reader, int count) throws ProblemException {
    int found = reader.array(count);
    if (found != 0 && found != count) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, found + " items").asException();
    }
    return found == count;
  }

  private static @Nullable Digest32 digest(CborReader reader) throws ProblemException {
    Bytes bytes = reader.bytes(32);
    return bytes.isEmpty() ? null : Decoding.inRange(() -> new Digest32(bytes));
  }

  private static Bytes orEmpty(@Nullable Digest32 digest) {
    return digest == null ? Bytes.EMPTY : digest.bytes();
  }

  private static void optional(CborWriter writer, @Nullable Long number) {
    writer.array(number == null ? 0 : 1);
    if (number != null) {
      writer.uint(number);
    }
  }
}
