package org.foresign.desk.settings;

import java.nio.charset.StandardCharsets;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a leaf, as the desk's store keeps it (docs/spec/sealed-value.md, "Fates").
 *
 * @param effect number of the effect's state; the one value that lies in clear
 * @param transaction hash of the signed bytes that were sent
 * @param included block of the leaf
 * @param used how its nonce was found used for good
 * @param words why it is void, or how far the effect is
 * @param trace what the search for the effect has found
 */
public record FateRow(
    int effect,
    @Nullable Digest32 transaction,
    @Nullable Included included,
    @Nullable Used used,
    String words,
    Trace trace) {
  public static final FateRow NONE = new FateRow(0, null, null, null, "", Trace.NONE);

  private static final int FIELDS = 8;
  private static final int MAX_BYTES = 1 << 20;

  /** The block with the leaf, and whether it did what it was for. */
  public record Included(long block, Digest32 hash, boolean succeeded) {}

  /**
   * That the nonce is used for good.
   *
   * @param block the finalized block that shows it
   * @param leaf signing digest of this leaf if it was this one, null if it was something else
   */
  public record Used(long block, Digest32 hash, @Nullable Digest32 leaf) {}

  /**
   * @param slot of the leaf's block
   * @param leftSlot by which its request had left the predeploy's queue
   * @param earlier withdrawals of its validator that waited before, gwei@epoch, blanks between
   * @param own the one that is taken for its own
   */
  public record Trace(@Nullable Long slot, @Nullable Long leftSlot, String earlier, String own) {
    public static final Trace NONE = new Trace(null, null, "", "");
  }

  public FateRow with(int newEffect, String newWords, Trace newTrace) {
    return new FateRow(newEffect, transaction, included, used, newWords, newTrace);
  }

  public FateRow in(@Nullable Digest32 sent, @Nullable Included block) {
    return new FateRow(effect, sent, block, used, words, trace);
  }

  public FateRow usedBy(@Nullable Used shown, String newWords) {
    return new FateRow(effect, transaction, included, shown, newWords, trace);
  }

  /** The canonical bytes of all but the effect. */
  Bytes body() {
    CborWriter writer = new CborWriter().array(FIELDS).bytes(orEmpty(transaction));
    writer.array(included == null ? 0 : 3);
    if (included != null) {
      writer.uint(included.block()).bytes(included.hash().bytes()).bool(included.succeeded());
    }
    writer.array(used == null ? 0 : 3);
    if (used != null) {
      writer.uint(used.block()).bytes(used.hash().bytes()).bytes(orEmpty(used.leaf()));
    }
    return writer
        .bytes(utf8(words))
        .raw(optional(trace.slot()))
        .raw(optional(trace.leftSlot()))
        .bytes(utf8(trace.earlier()))
        .bytes(utf8(trace.own()))
        .toBytes();
  }

  /**
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem}
   */
  static FateRow of(int effect, Bytes body) throws ProblemException {
    CborReader reader = new CborReader(body, MAX_BYTES);
    reader.arrayExactly(FIELDS);
    @Nullable Digest32 transaction = digest(reader);
    @Nullable Included included = null;
    if (items(reader, 3)) {
      included = new Included(reader.uint(), reader.digest32(), reader.bool());
    }
    @Nullable Used used = null;
    if (items(reader, 3)) {
      used = new Used(reader.uint(), reader.digest32(), digest(reader));
    }
    String words = text(reader);
    @Nullable Long slot = items(reader, 1) ? reader.uint() : null;
    @Nullable Long left = items(reader, 1) ? reader.uint() : null;
    Trace trace = new Trace(slot, left, text(reader), text(reader));
    reader.end();
    return new FateRow(effect, transaction, included, used, words, trace);
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

  private static String text(CborReader reader) throws ProblemException {
    return new String(reader.bytes(MAX_BYTES).toArray(), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Bytes orEmpty(@Nullable Digest32 digest) {
    return digest == null ? Bytes.EMPTY : digest.bytes();
  }

  private static Bytes optional(@Nullable Long number) {
    CborWriter writer = new CborWriter().array(number == null ? 0 : 1);
    return number == null ? writer.toBytes() : writer.uint(number).toBytes();
  }
}
