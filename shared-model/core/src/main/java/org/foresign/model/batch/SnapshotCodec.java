package org.foresign.model.batch;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CborMapReader;
import org.foresign.codec.CborReader;
import org.foresign.codec.CborType;
import org.foresign.codec.CborWriter;
import org.foresign.codec.Decoding;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * The snapshots of a request (docs/spec/batch-request.md, "Snapshot"). An account that has a lane
 * on the snapshot's chain is written as the lane's index, any other one in full.
 */
final class SnapshotCodec {
  private final List<LaneId> lanes;

  /**
   * @param lanes lanes of the request in their order
   */
  SnapshotCodec(List<LaneId> lanes) {
    this.lanes = lanes;
  }

  void write(CborWriter writer, Snapshot snapshot) {
    writer.map(6);
    writer.key(1).uint(snapshot.chain().family().code());
    writer.key(2).uint(snapshot.chain().reference());
    writer.key(3).uint(snapshot.blockNumber());
    writer.key(4).bytes(snapshot.blockHash().bytes());
    writer.key(5).uint(snapshot.blockTime());
    writer.key(6).array(snapshot.facts().size());
    for (SnapshotFact fact : snapshot.facts()) {
      write(writer, snapshot.chain(), fact);
    }
  }

  private void write(CborWriter writer, Chain chain, SnapshotFact fact) {
    int arguments =
        switch (fact) {
          case SnapshotFact.BaseFee baseFee -> 1;
          case SnapshotFact.ValidatorUnknown unknown -> 1;
          case SnapshotFact.ValidatorState state -> 4;
          default -> 2;
        };
    writer.array(2 + arguments).uint(fact.code()).uint(fact.source().code());
    switch (fact) {
      case SnapshotFact.AccountNonce nonce -> {
        account(writer, chain, nonce.account());
        writer.uint(nonce.nonce());
      }
      case SnapshotFact.AccountBalance balance -> {
        account(writer, chain, balance.account());
        writer.quantity(balance.balance().value());
      }
      case SnapshotFact.AccountCode code -> {
        account(writer, chain, code.account());
        writer.bool(code.hasCode());
      }
      case SnapshotFact.BaseFee baseFee -> writer.quantity(baseFee.perGas().value());
      case SnapshotFact.RequestFee fee ->
          writer.bytes(fee.predeploy().bytes()).quantity(fee.fee().value());
      case SnapshotFact.ValidatorState state ->
          writer
              .bytes(state.validator().bytes())
              .uint(state.status().code())
              .bytes(state.credentials().bytes())
              .uint(state.effectiveBalance().value());
      case SnapshotFact.ValidatorUnknown unknown -> writer.bytes(unknown.validator().bytes());
    }
  }

  Snapshot read(CborReader reader, int factsLeft) throws ProblemException {
    CborMapReader map = reader.mapReader(6);
    long family = map.at(1).uint();
    Chain chain = LaneCodec.chain(family, map.at(2).uint());
    long blockNumber = map.at(3).uint();
    Digest32 blockHash = map.at(4).digest32();
    long blockTime = map.at(5).uint();
    List<SnapshotFact> facts = map.at(6).list(factsLeft, item -> readFact(item, chain));
    map.finish();
    return Decoding.make(
        BatchProblem.REQUEST_INCONSISTENT,
        () -> new Snapshot(chain, blockNumber, blockHash, blockTime, facts));
  }

  private SnapshotFact readFact(CborReader reader, Chain chain) throws ProblemException {
    int items = reader.array(6);
    if (items < 3) {
      throw wrong("a chain fact with " + items + " parts");
    }
    long kind = reader.uint();
    long sourceCode = reader.uint();
    SourceKind source =
        Decoding.make(BatchProblem.REQUEST_UNKNOWN_CODE, () -> SourceKind.ofCode(sourceCode));
    int expected = kind == 4 || kind == 7 ? 3 : kind == 6 ? 6 : 4;
    if (items != expected) {
      throw wrong("chain fact " + kind + " with " + items + " parts");
    }
    if (kind == 1) {
      return new SnapshotFact.AccountNonce(source, account(reader, chain), reader.uint());
    } else if (kind == 2) {
      return new SnapshotFact.AccountBalance(
          source, account(reader, chain), new Wei(reader.quantity()));
    } else if (kind == 3) {
      return new SnapshotFact.AccountCode(source, account(reader, chain), reader.bool());
    } else if (kind == 4) {
      return new SnapshotFact.BaseFee(source, new Wei(reader.quantity()));
    } else if (kind == 5) {
      Address predeploy = new Address(reader.bytesExactly(20));
      return new SnapshotFact.RequestFee(source, predeploy, new Wei(reader.quantity()));
    } else if (kind == 6) {
      return validator(reader, source);
    } else if (kind == 7) {
      return new SnapshotFact.ValidatorUnknown(source, key(reader));
    }
    throw Problem.of(BatchProblem.REQUEST_UNKNOWN_CODE, "chain fact " + kind).asException();
  }

  private static SnapshotFact validator(CborReader reader, SourceKind source)
      throws ProblemException {
    BlsPublicKey key = key(reader);
    long status = reader.uint();
    ValidatorStatus known =
        Decoding.make(BatchProblem.REQUEST_UNKNOWN_CODE, () -> ValidatorStatus.ofCode(status));
    WithdrawalCredentials credentials = new WithdrawalCredentials(reader.bytesExactly(32));
    return new SnapshotFact.ValidatorState(
        source, key, known, credentials, new Gwei(reader.uint()));
  }

  private static BlsPublicKey key(CborReader reader) throws ProblemException {
    return new BlsPublicKey(reader.bytesExactly(BlsPublicKey.SIZE));
  }

  private void account(CborWriter writer, Chain chain, Address account) {
    int lane = lanes.indexOf(new LaneId(chain, account));
    if (lane >= 0) {
      writer.uint(lane);
    } else {
      writer.bytes(account.bytes());
    }
  }

  private Address account(CborReader reader, Chain chain) throws ProblemException {
    if (reader.peekType() == CborType.UINT) {
      LaneId lane = lane(reader);
      if (!lane.chain().equals(chain)) {
        throw wrong("a chain fact about a lane of another chain");
      }
      return lane.account();
    }
    Bytes account = reader.bytesExactly(20);
    return new Address(account);
  }

  /** Reads the index of a lane. */
  LaneId lane(CborReader reader) throws ProblemException {
    return lanes.get((int) reader.uint(lanes.size() - 1L));
  }

  private static ProblemException wrong(String what) {
    return Problem.of(BatchProblem.REQUEST_FIELD_WRONG, what).asException();
  }
}
