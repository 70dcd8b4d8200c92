package org.foresign.model.tx;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainFamily;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Bytes of a {@link Receipt} (docs/spec/receipt.md). */
public final class ReceiptCodec {
  private static final int SETTLED = 5;
  private static final int SETTLED_FIELDS = 7;

  private ReceiptCodec() {}

  public static Bytes encode(Receipt receipt) {
    boolean tells = !receipt.settled().isEmpty();
    CborWriter writer =
        new CborWriter()
            .map(tells ? 5 : 4)
            .key(1)
            .uint(Receipt.VERSION)
            .key(2)
            .bytes(receipt.result().bytes())
            .key(3)
            .bytes(receipt.batchDigest().bytes())
            .key(4)
            .uint(receipt.ceremony());
    if (tells) {
      writer.key(SETTLED).array(receipt.settled().size());
      receipt.settled().forEach(settled -> write(writer, settled));
    }
    return writer.toBytes();
  }

  /** One settled nonce, as it stands in a receipt and under a decision of the officers. */
  public static void write(CborWriter writer, SettledSlot settled) {
    LaneId lane = settled.slot().lane();
    writer
        .array(SETTLED_FIELDS)
        .uint(lane.chain().family().code())
        .uint(lane.chain().reference())
        .bytes(lane.account().bytes())
        .uint(settled.slot().nonce())
        .uint(settled.block())
        .bytes(settled.blockHash().bytes())
        .bytes(settled.usedBy().map(Digest32::bytes).orElse(Bytes.EMPTY));
  }

  /**
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem}
   */
  public static Receipt decode(Bytes bytes) throws ProblemException {
    CborMapReader map = CborMapReader.open(bytes, Receipt.MAX_BYTES, 5, Receipt.VERSION);
    Digest32 result = map.at(2).digest32();
    Digest32 batch = map.at(3).digest32();
    long ceremony = map.at(4).uint();
    List<SettledSlot> settled = map.has(SETTLED) ? settled(map.value()) : List.of();
    map.end();
    return Decoding.inRange(() -> new Receipt(result, batch, ceremony, settled));
  }

  private static List<SettledSlot> settled(CborReader reader) throws ProblemException {
    List<SettledSlot> settled = reader.list(Receipt.MAX_SETTLED, ReceiptCodec::read);
    if (settled.isEmpty()) {
      throw Problem.of(CodecProblem.CBOR_OUT_OF_RANGE, "an empty list is left out").asException();
    }
    return settled;
  }

  private static SettledSlot read(CborReader reader) throws ProblemException {
    reader.arrayExactly(SETTLED_FIELDS);
    long family = reader.uint();
    long reference = reader.uint();
    Bytes account = reader.bytesExactly(20);
    long nonce = reader.uint();
    long block = reader.uint();
    Digest32 hash = reader.digest32();
    Bytes leaf = reader.bytes(32);
    return Decoding.inRange(() ->
        new SettledSlot(
            new SlotId(
                new LaneId(new Chain(ChainFamily.ofCode(family), reference), new Address(account)),
                nonce),
            block,
            hash,
            leaf.isEmpty() ? null : new Digest32(leaf)));
  }
}
