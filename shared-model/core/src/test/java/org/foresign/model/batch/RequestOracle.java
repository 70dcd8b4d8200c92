package org.foresign.model.batch;

import com.upokecenter.cbor.CBORObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.operation.Operation;

/** Writes requests a second time, from the grammar in the spec and with another CBOR library. */
final class RequestOracle {
  private RequestOracle() {}

  static byte[] encode(BatchRequest request) {
    CBORObject map = CBORObject.NewOrderedMap();
    map.Add(1, 1).Add(2, request.batchId().toArray()).Add(3, request.deskCard().toArray());
    map.Add(4, request.vaultInstance().toArray()).Add(5, request.sequence());
    request.lastResultDigest().ifPresent(digest -> map.Add(6, digest.toArray()));
    map.Add(7, request.policyHash().toArray()).Add(8, request.plannedAt());
    map.Add(9, request.reviewBy());
    List<LaneId> lanes = request.lanes().stream().map(Lane::id).toList();
    CBORObject snapshots = CBORObject.NewArray();
    request.snapshots().forEach(snapshot -> snapshots.Add(snapshot(snapshot, lanes)));
    CBORObject limits = CBORObject.NewArray();
    for (AskedLimit limit : request.limits()) {
      limits.Add(
          CBORObject.NewArray()
              .Add(lanes.indexOf(limit.lane()))
              .Add(limit.asset().token().map(t -> t.toArray()).orElse(new byte[0]))
              .Add(quantity(limit.amount().value())));
    }
    CBORObject laneList = CBORObject.NewArray();
    request.lanes().forEach(lane -> laneList.Add(lane(lane)));
    map.Add(10, snapshots).Add(11, limits).Add(12, laneList);
    return map.EncodeToBytes();
  }

  private static CBORObject snapshot(Snapshot snapshot, List<LaneId> lanes) {
    CBORObject facts = CBORObject.NewArray();
    Chain chain = snapshot.chain();
    for (SnapshotFact fact : snapshot.facts()) {
      CBORObject item = CBORObject.NewArray();
      switch (fact) {
        case SnapshotFact.AccountNonce f ->
            item.Add(1).Add(0).Add(account(f.account().bytes(), chain, lanes)).Add(f.nonce());
        case SnapshotFact.AccountBalance f ->
            item.Add(2)
                .Add(0)
                .Add(account(f.account().bytes(), chain, lanes))
                .Add(quantity(f.balance().value()));
        case SnapshotFact.AccountCode f ->
            item.Add(3).Add(0).Add(account(f.account().bytes(), chain, lanes)).Add(f.hasCode());
        case SnapshotFact.BaseFee f -> item.Add(4).Add(0).Add(quantity(f.perGas().value()));
        case SnapshotFact.RequestFee f ->
            item.Add(5).Add(0).Add(f.predeploy().toArray()).Add(quantity(f.fee().value()));
        case SnapshotFact.ValidatorState f ->
            item.Add(6)
                .Add(0)
                .Add(f.validator().toArray())
                .Add(f.status().ordinal())
                .Add(f.credentials().toArray())
                .Add(f.effectiveBalance().value());
        case SnapshotFact.ValidatorUnknown f -> item.Add(7).Add(0).Add(f.validator().toArray());
      }
      facts.Add(item);
    }
    return CBORObject.NewOrderedMap()
        .Add(1, 0)
        .Add(2, chain.reference())
        .Add(3, snapshot.blockNumber())
        .Add(4, snapshot.blockHash().toArray())
        .Add(5, snapshot.blockTime())
        .Add(6, facts);
  }

  private static CBORObject account(Bytes account, Chain chain, List<LaneId> lanes) {
    for (int i = 0; i < lanes.size(); i++) {
      if (lanes.get(i).chain().equals(chain) && lanes.get(i).account().bytes().equals(account)) {
        return CBORObject.FromObject(i);
      }
    }
    return CBORObject.FromObject(account.toArray());
  }

  private static CBORObject lane(Lane lane) {
    CBORObject runs = CBORObject.NewArray();
    for (Run run : lane.runs()) {
      CBORObject alternatives = CBORObject.NewArray();
      run.alternatives().forEach(alternative -> alternatives.Add(alternative(alternative)));
      runs.Add(
          CBORObject.NewOrderedMap()
              .Add(1, run.firstNonce())
              .Add(2, run.count())
              .Add(3, alternatives));
    }
    return CBORObject.NewOrderedMap()
        .Add(1, 0)
        .Add(2, lane.id().chain().reference())
        .Add(3, lane.id().account().toArray())
        .Add(4, lane.gasSchedule())
        .Add(5, runs);
  }

  private static CBORObject alternative(Alternative alternative) {
    CBORObject tiers = CBORObject.NewArray();
    for (FeeCaps tier : alternative.tiers()) {
      tiers.Add(quantity(tier.maxFeePerGas().value()));
      tiers.Add(quantity(tier.maxPriorityFeePerGas().value()));
    }
    CBORObject map =
        CBORObject.NewOrderedMap()
            .Add(1, alternative.kind().ordinal() + 1)
            .Add(2, alternative.releaseClass().ordinal())
            .Add(3, alternative.gasLimit())
            .Add(4, tiers);
    List<List<CBORObject>> rows = alternative.operations().stream().map(FIELDS).toList();
    for (int field = 0; field < rows.getFirst().size(); field++) {
      List<CBORObject> column = new ArrayList<>();
      for (List<CBORObject> row : rows) {
        column.add(row.get(field));
      }
      CBORObject value = column.getFirst();
      if (column.stream().distinct().count() > 1) {
        value = CBORObject.NewArray();
        column.forEach(value::Add);
      }
      map.Add(5 + field, value);
    }
    return map;
  }

  private static final Function<Operation, List<CBORObject>> FIELDS =
      operation ->
          switch (operation) {
            case Operation.Stake o ->
                List.of(
                    bytes(o.validator().bytes()),
                    bytes(o.credentials().bytes()),
                    CBORObject.FromObject(o.amount().value()),
                    bytes(o.signature().bytes()));
            case Operation.TopUp o ->
                List.of(bytes(o.validator().bytes()), CBORObject.FromObject(o.amount().value()));
            case Operation.UnstakeFull o ->
                List.of(bytes(o.validator().bytes()), quantity(o.requestFee().value()));
            case Operation.UnstakePartial o ->
                List.of(
                    bytes(o.validator().bytes()),
                    CBORObject.FromObject(o.amount().value()),
                    quantity(o.requestFee().value()));
            case Operation.Consolidate o ->
                List.of(
                    bytes(o.source().bytes()),
                    bytes(o.target().bytes()),
                    quantity(o.requestFee().value()));
            case Operation.NativeTransfer o ->
                List.of(bytes(o.recipient().bytes()), quantity(o.amount().value()));
            case Operation.TokenTransfer o ->
                List.of(
                    bytes(o.token().bytes()),
                    bytes(o.recipient().bytes()),
                    quantity(o.amount().value()));
            case Operation.Cancel o -> List.of();
          };

  private static CBORObject bytes(Bytes bytes) {
    return CBORObject.FromObject(bytes.toArray());
  }

  private static CBORObject quantity(BigInteger value) {
    if (value.bitLength() <= 64) {
      return CBORObject.FromObject(com.upokecenter.numbers.EInteger.FromString(value.toString()));
    }
    byte[] magnitude = value.toByteArray();
    int sign = magnitude[0] == 0 ? 1 : 0;
    return CBORObject.FromObject(java.util.Arrays.copyOfRange(magnitude, sign, magnitude.length));
  }
}
