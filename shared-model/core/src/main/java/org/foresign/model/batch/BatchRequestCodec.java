package org.foresign.model.batch;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborWriter;
import org.foresign.codec.CodecProblem;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Bytes of a batch request (docs/spec/batch-request.md). Each request has exactly one encoding, and
 * only that one is read.
 */
public final class BatchRequestCodec {
  private BatchRequestCodec() {}

  /**
   * @throws ProblemException with {@link BatchProblem#REQUEST_TOO_LARGE} above 256 KiB
   */
  public static Bytes encode(BatchRequest request) throws ProblemException {
    Bytes bytes = write(request);
    if (bytes.size() > BatchRequest.MAX_BYTES) {
      throw Problem.of(
              BatchProblem.REQUEST_TOO_LARGE,
              bytes.size() + " bytes, at most " + BatchRequest.MAX_BYTES + " allowed")
          .asException();
    }
    return bytes;
  }

  /**
   * @throws ProblemException with a {@link BatchProblem} or a {@link CodecProblem}
   */
  public static BatchRequest decode(Bytes bytes) throws ProblemException {
    CborReader reader = new CborReader(bytes, BatchRequest.MAX_BYTES);
    BatchRequest request = read(reader);
    reader.end();
    // What the reader leaves open (order of facts and limits, index in place of an address) has
    // one right form: the one we write.
    if (!write(request).equals(bytes)) {
      throw Problem.of(CodecProblem.CBOR_NOT_CANONICAL, "a list out of order").asException();
    }
    return request;
  }

  private static Bytes write(BatchRequest request) {
    List<LaneId> lanes = request.lanes().stream().map(Lane::id).toList();
    SnapshotCodec snapshots = new SnapshotCodec(lanes);
    CborWriter writer = new CborWriter();
    Digest32 lastResult = request.lastResult();
    writer.map(lastResult == null ? 11 : 12);
    writer.key(1).uint(BatchRequest.VERSION);
    writer.key(2).bytes(request.batchId());
    writer.key(3).bytes(request.deskCard().bytes());
    writer.key(4).bytes(request.vaultInstance());
    writer.key(5).uint(request.sequence());
    if (lastResult != null) {
      writer.key(6).bytes(lastResult.bytes());
    }
    writer.key(7).bytes(request.policyHash().bytes());
    writer.key(8).uint(request.plannedAt());
    writer.key(9).uint(request.reviewBy());
    writer.key(10).array(request.snapshots().size());
    request.snapshots().forEach(snapshot -> snapshots.write(writer, snapshot));
    writer.key(11).array(request.limits().size());
    for (AskedLimit limit : request.limits()) {
      Address token = limit.asset().contract();
      writer.array(3).uint(lanes.indexOf(limit.lane()));
      writer.bytes(token == null ? Bytes.EMPTY : token.bytes());
      writer.quantity(limit.amount().value());
    }
    writer.key(12).array(lanes.size());
    request.lanes().forEach(lane -> LaneCodec.write(writer, lane));
    return writer.toBytes();
  }

  private static BatchRequest read(CborReader reader) throws ProblemException {
    CborMapReader map = reader.mapReader(12);
    Decoding.requireVersion(map, BatchRequest.VERSION);
    Bytes batchId = map.at(2).bytesExactly(16);
    Digest32 deskCard = map.at(3).digest32();
    Bytes vaultInstance = map.at(4).bytesExactly(16);
    long sequence = map.at(5).uint();
    Digest32 lastResult = map.has(6) ? reader.digest32() : null;
    Digest32 policyHash = map.at(7).digest32();
    long plannedAt = map.at(8).uint();
    long reviewBy = map.at(9).uint();
    // Facts and limits name lanes by index, so they are read once the lanes are known.
    Bytes snapshotBytes = map.at(10).itemBytes();
    Bytes limitBytes = map.at(11).itemBytes();
    List<Lane> lanes = readLanes(map.at(12));
    map.finish();
    SnapshotCodec index = new SnapshotCodec(lanes.stream().map(Lane::id).toList());
    List<Snapshot> snapshots = readSnapshots(snapshotBytes, index);
    List<AskedLimit> limits = readLimits(limitBytes, index);
    return Decoding.make(
        BatchProblem.REQUEST_INCONSISTENT,
        () ->
            new BatchRequest(
                batchId,
                deskCard,
                vaultInstance,
                sequence,
                lastResult,
                policyHash,
                plannedAt,
                reviewBy,
                snapshots,
                limits,
                lanes));
  }

  private static List<Lane> readLanes(CborReader reader) throws ProblemException {
    LaneCodec codec = new LaneCodec(reader);
    List<Lane> lanes = reader.list(BatchRequest.MAX_LANES, _ -> codec.read());
    if (lanes.isEmpty()) {
      throw Problem.of(BatchProblem.REQUEST_INCONSISTENT, "no lane").asException();
    }
    return lanes;
  }

  private static List<Snapshot> readSnapshots(Bytes bytes, SnapshotCodec codec)
      throws ProblemException {
    CborReader reader = new CborReader(bytes, BatchRequest.MAX_BYTES);
    int count = reader.array(BatchRequest.MAX_SNAPSHOTS);
    List<Snapshot> snapshots = new ArrayList<>();
    int factsLeft = BatchRequest.MAX_FACTS;
    for (int i = 0; i < count; i++) {
      Snapshot snapshot = codec.read(reader, factsLeft);
      factsLeft -= snapshot.facts().size();
      snapshots.add(snapshot);
    }
    reader.end();
    return snapshots;
  }

  private static List<AskedLimit> readLimits(Bytes bytes, SnapshotCodec codec)
      throws ProblemException {
    CborReader reader = new CborReader(bytes, BatchRequest.MAX_BYTES);
    List<AskedLimit> limits = reader.list(BatchRequest.MAX_LIMITS, item -> readLimit(item, codec));
    reader.end();
    return limits;
  }

  private static AskedLimit readLimit(CborReader reader, SnapshotCodec codec)
      throws ProblemException {
    reader.arrayExactly(3);
    LaneId lane = codec.lane(reader);
    Bytes token = reader.bytes(20);
    if (!token.isEmpty() && token.size() != 20) {
      throw Problem.of(BatchProblem.REQUEST_FIELD_WRONG, "a token of " + token.size() + " bytes")
          .asException();
    }
    Asset asset =
        token.isEmpty() ? lane.nativeAsset() : Asset.token(lane.chain(), new Address(token));
    return new AskedLimit(lane, asset, new Wei(reader.quantity()));
  }
}
