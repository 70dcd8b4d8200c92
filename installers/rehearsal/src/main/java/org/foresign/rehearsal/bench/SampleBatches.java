package org.foresign.rehearsal.bench;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.SourceKind;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;

/**
 * Requests of the size that the table speaks of: 100 nonces with three tiers of one operation and
 * three cancel tiers above them, under a full header. Keys and deposit signatures are made-up bytes
 * that no codec can shorten.
 */
final class SampleBatches {
  static final int NONCES = 100;
  static final int TIERS = 3;

  /** 2026-11-20, so that times are as long as real ones. */
  static final long TIME = 1_795_132_800;

  private static final long SEED = 600;
  private static final int OSAKA = 1;
  private static final Address RECIPIENT =
      new Address(
          Bytes.of(
              new byte[] {
                0x70,
                (byte) 0x99,
                0x79,
                0x70,
                (byte) 0xc5,
                0x18,
                0x12,
                (byte) 0xdc,
                0x3a,
                0x01,
                0x0c,
                0x7d,
                0x01,
                (byte) 0xb5,
                0x0e,
                0x0d,
                0x17,
                (byte) 0xdc,
                0x79,
                (byte) 0xc8
              }));

  private SampleBatches() {}

  /** 100 stakes of 32 ETH, each for another validator: 600 leaves. */
  static BatchRequest stakes(Address account) {
    Random random = new Random(SEED);
    List<Operation> stakes = new ArrayList<>();
    for (int i = 0; i < NONCES; i++) {
      stakes.add(
          new Operation.Stake(
              new BlsPublicKey(bytes(random, BlsPublicKey.SIZE)),
              WithdrawalCredentials.compounding(account),
              Gwei.ofEther(32),
              new BlsSignature(bytes(random, 96))));
    }
    return request(account, alternative(OperationKind.STAKE, 150_000, 0, stakes));
  }

  /** 100 payments of one amount to one recipient. */
  static BatchRequest payments(Address account) {
    Operation payment = new Operation.NativeTransfer(RECIPIENT, Wei.parseEther("1.5"));
    return request(
        account,
        alternative(
            OperationKind.NATIVE_TRANSFER, 21_000, 0, Collections.nCopies(NONCES, payment)));
  }

  private static BatchRequest request(Address account, Alternative first) {
    LaneId lane = new LaneId(Networks.HOODI.chain(), account);
    Alternative cancel =
        alternative(
            OperationKind.CANCEL,
            21_000,
            TIERS,
            Collections.nCopies(NONCES, new Operation.Cancel()));
    Run run = new Run(41, NONCES, List.of(first, cancel));
    SourceKind claimed = SourceKind.CLAIMED;
    List<SnapshotFact> facts =
        List.of(
            new SnapshotFact.AccountNonce(claimed, account, 41),
            new SnapshotFact.AccountBalance(claimed, account, Wei.parseEther("3217.123456789")),
            new SnapshotFact.AccountCode(claimed, account, false),
            new SnapshotFact.BaseFee(claimed, Wei.of(1_234_567_890)));
    return new BatchRequest(
        bytes(new Random(SEED + 1), 16),
        digest("desk"),
        bytes(new Random(SEED + 2), 16),
        27,
        digest("last result"),
        digest("policy"),
        TIME,
        TIME + 90L * 86_400,
        List.of(new Snapshot(lane.chain(), 1_680_123, digest("block"), TIME - 12, facts)),
        List.of(new AskedLimit(lane, lane.nativeAsset(), Wei.parseEther("3201.5"))),
        List.of(new Lane(lane, OSAKA, List.of(run))));
  }

  private static Alternative alternative(
      OperationKind kind, long gas, int firstTier, List<Operation> operations) {
    List<FeeCaps> tiers = new ArrayList<>();
    for (int tier = firstTier; tier < firstTier + TIERS; tier++) {
      tiers.add(new FeeCaps(raised(Wei.ofGwei(20), tier), raised(Wei.ofGwei(1), tier)));
    }
    ReleaseClass releaseClass =
        kind == OperationKind.CANCEL ? ReleaseClass.CANCEL : ReleaseClass.SPEND;
    return new Alternative(kind, releaseClass, gas, tiers, operations);
  }

  /** A quarter more for each tier. */
  private static Wei raised(Wei base, int tier) {
    return new Wei(base.value().multiply(BigInteger.valueOf(5).pow(tier)).shiftRight(2 * tier));
  }

  private static Bytes bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }

  /** A digest of a name, where the value says nothing. */
  static Digest32 digest(String name) {
    return Digest32.of(Sha256.hash(name.getBytes(StandardCharsets.UTF_8)));
  }
}
