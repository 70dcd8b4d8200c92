package org.foresign.model.tx;

import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;

/** Bytes of a {@link Receipt} (docs/spec/receipt.md). */
public final class ReceiptCodec {
  private ReceiptCodec() {}

  public static Bytes encode(Receipt receipt) {
    return new CborWriter()
        .map(4)
        .key(1)
        .uint(Receipt.VERSION)
        .key(2)
        .bytes(receipt.result().bytes())
        .key(3)
        .bytes(receipt.batchDigest().bytes())
        .key(4)
        .uint(receipt.ceremony())
        .toBytes();
  }

  /**
   * @throws ProblemException with a {@link org.foresign.codec.CodecProblem}
   */
  public static Receipt decode(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, Receipt.MAX_BYTES);
    CborMapReader map = reader.mapReader(4);
    Decoding.requireVersion(reader, map, Receipt.VERSION);
    map.require(2);
    Digest32 result = reader.digest32();
    map.require(3);
    Digest32 batch = reader.digest32();
    map.require(4);
    long ceremony = reader.uint();
    map.finish();
    reader.end();
    return Decoding.inRange(() -> new Receipt(result, batch, ceremony));
  }
}
