package org.foresign.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.BatchRequestCodec;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.Snapshot;
import org.foresign.model.batch.SnapshotFact;
import org.foresign.model.batch.SourceKind;
import org.foresign.model.batch.ValidatorStatus;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.Seeds;

/** Random batches over small pools of accounts, keys and recipients, so that things meet. */
public final class Samples {
  public static final Chain HOODI = Networks.HOODI.chain();
  public static final Chain OTHER = Chain.evm(137);
  public static final List<Address> ACCOUNTS = addresses(0x10, 3);
  public static final List<Address> RECIPIENTS = addresses(0x50, 4);
  public static final List<Address> TOKENS = addresses(0x90, 2);
  public static final List<BlsPublicKey> KEYS = keys();
  public static final Bytes VAULT = fill(16, 0x77);
  public static final Digest32 DESK = new Digest32(fill(32, 0xd5));
  public static final long NOW = 1_800_000_000L;

  private Samples() {}

  public static Bytes fill(int size, int value) {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) value);
    return Bytes.of(bytes);
  }

  public static Digest32 digest(int value) {
    return new Digest32(fill(32, value));
  }

  public static BlsSignature signature(SplittableRandom random) {
    return BlsSignature.of(Seeds.bytes(random, 96));
  }

  public static <T> T one(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }

  public static FeeCaps fees(long maxGwei, long tipGwei) {
    return new FeeCaps(Wei.ofGwei(maxGwei), Wei.ofGwei(tipGwei));
  }

  /** Tiers that replace each other, the first at {@code gwei}. */
  public static List<FeeCaps> tiers(int count, long gwei) {
    List<FeeCaps> tiers = new ArrayList<>();
    FeeCaps tier = fees(gwei, Math.max(1, gwei / 10));
    for (int i = 0; i < count; i++) {
      tiers.add(tier);
      tier = bumped(tier);
    }
    return tiers;
  }

  public static FeeCaps bumped(FeeCaps tier) {
    return new FeeCaps(bumped(tier.maxFeePerGas()), bumped(tier.maxPriorityFeePerGas()));
  }

  private static Wei bumped(Wei fee) {
    return new Wei(
        fee.value()
            .multiply(BigInteger.valueOf(9))
            .divide(BigInteger.valueOf(8))
            .add(BigInteger.TWO));
  }

  public static Wei anyAmount(SplittableRandom random) {
    int bits = 1 + random.nextInt(random.nextInt(10) == 0 ? 256 : 70);
    byte[] bytes = Seeds.bytes(random, (bits + 7) / 8);
    BigInteger value =
        new BigInteger(1, bytes).mod(BigInteger.ONE.shiftLeft(bits)).max(BigInteger.ONE);
    return new Wei(value);
  }

  public static Operation operation(OperationKind kind, SplittableRandom random) {
    return switch (kind) {
      case STAKE -> {
        Address to = one(random.nextInt(4) == 0 ? RECIPIENTS : ACCOUNTS, random);
        WithdrawalCredentials credentials =
            random.nextBoolean()
                ? WithdrawalCredentials.compounding(to)
                : WithdrawalCredentials.eth1(to);
        yield new Operation.Stake(
            one(KEYS, random), credentials, deposit(random), signature(random));
      }
      case TOP_UP -> new Operation.TopUp(one(KEYS, random), deposit(random));
      case UNSTAKE_FULL -> new Operation.UnstakeFull(one(KEYS, random), requestFee(random));
      case UNSTAKE_PARTIAL ->
          new Operation.UnstakePartial(
              one(KEYS, random), new Gwei(1 + random.nextLong(1L << 40)), requestFee(random));
      case CONSOLIDATE ->
          new Operation.Consolidate(one(KEYS, random), one(KEYS, random), requestFee(random));
      case NATIVE_TRANSFER ->
          new Operation.NativeTransfer(one(RECIPIENTS, random), anyAmount(random));
      case TOKEN_TRANSFER ->
          new Operation.TokenTransfer(
              one(TOKENS, random), one(RECIPIENTS, random), anyAmount(random));
      case CANCEL -> new Operation.Cancel();
    };
  }

  private static Gwei deposit(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> Gwei.ofEther(1);
      case 1 -> Gwei.ofEther(32);
      default -> new Gwei(random.nextLong(1_000_000_000L, 2_048_000_000_001L));
    };
  }

  private static Wei requestFee(SplittableRandom random) {
    return random.nextInt(8) == 0 ? Wei.ZERO : Wei.of(1 + random.nextLong(2_000_000_000L));
  }

  /** A request of up to three lanes whose digest fields are what the caller says. */
  public static BatchRequest request(SplittableRandom random, Digest32 policyHash) {
    TreeMap<LaneId, Lane> lanes = new TreeMap<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Chain chain = random.nextInt(5) == 0 ? OTHER : HOODI;
      LaneId id = new LaneId(chain, one(ACCOUNTS, random));
      lanes.put(id, lane(id, random));
    }
    List<Lane> list = List.copyOf(lanes.values());
    List<AskedLimit> limits = new ArrayList<>();
    for (Lane lane : list) {
      if (random.nextInt(5) > 0) {
        limits.add(new AskedLimit(lane.id(), lane.id().nativeAsset(), limit(random)));
      }
      if (random.nextBoolean()) {
        Asset token = Asset.token(lane.id().chain(), one(TOKENS, random));
        limits.add(new AskedLimit(lane.id(), token, limit(random)));
      }
    }
    return new BatchRequest(
        Bytes.of(Seeds.bytes(random, 16)),
        DESK,
        VAULT,
        1 + random.nextLong(5),
        random.nextBoolean() ? digest(1 + random.nextInt(3)) : null,
        policyHash,
        NOW - random.nextInt(1_000),
        NOW + random.nextInt(100_000),
        snapshots(random),
        limits,
        list);
  }

  private static Wei limit(SplittableRandom random) {
    return random.nextInt(3) == 0 ? anyAmount(random) : new Wei(BigInteger.ONE.shiftLeft(255));
  }

  private static Lane lane(LaneId id, SplittableRandom random) {
    List<Run> runs = new ArrayList<>();
    long nonce = random.nextInt(30);
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      int slots = 1 + random.nextInt(4);
      runs.add(run(id.chain(), nonce, slots, random));
      nonce += slots + (random.nextInt(4) == 0 ? 1 : 0);
    }
    return new Lane(id, 1 + random.nextInt(random.nextInt(6) == 0 ? 3 : 2), runs);
  }

  private static Run run(Chain chain, long nonce, int slots, SplittableRandom random) {
    List<OperationKind> kinds = new ArrayList<>(List.of(OperationKind.values()));
    kinds.remove(OperationKind.CANCEL);
    if (chain.equals(OTHER)) {
      kinds = new ArrayList<>(List.of(OperationKind.NATIVE_TRANSFER, OperationKind.TOKEN_TRANSFER));
    }
    List<Alternative> alternatives = new ArrayList<>();
    int count = 1 + random.nextInt(Math.min(3, kinds.size()));
    FeeCaps highest = fees(1, 1);
    for (int i = 0; i < count; i++) {
      OperationKind kind = kinds.remove(random.nextInt(kinds.size()));
      List<FeeCaps> tiers = tiers(1 + random.nextInt(3), 1 + random.nextInt(60));
      highest = max(highest, tiers.getLast());
      alternatives.add(
          new Alternative(
              kind,
              ReleaseClass.SPEND,
              20_000 + random.nextInt(1_500_000),
              tiers,
              operations(kind, slots, random)));
    }
    if (random.nextInt(4) > 0) {
      alternatives.add(cancel(slots, List.of(bumped(highest), bumped(bumped(highest)))));
    }
    return new Run(nonce, slots, alternatives);
  }

  private static FeeCaps max(FeeCaps a, FeeCaps b) {
    return new FeeCaps(
        a.maxFeePerGas().max(b.maxFeePerGas()),
        a.maxPriorityFeePerGas().max(b.maxPriorityFeePerGas()));
  }

  public static Alternative cancel(int slots, List<FeeCaps> tiers) {
    return new Alternative(
        OperationKind.CANCEL,
        ReleaseClass.CANCEL,
        21_000,
        tiers,
        java.util.Collections.nCopies(slots, new Operation.Cancel()));
  }

  private static List<Operation> operations(
      OperationKind kind, int slots, SplittableRandom random) {
    if (random.nextBoolean()) {
      return java.util.Collections.nCopies(slots, operation(kind, random));
    }
    List<Operation> operations = new ArrayList<>();
    for (int i = 0; i < slots; i++) {
      operations.add(operation(kind, random));
    }
    return operations;
  }

  private static List<Snapshot> snapshots(SplittableRandom random) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (Chain chain : List.of(HOODI, OTHER)) {
      if (random.nextInt(4) == 0) {
        continue;
      }
      List<SnapshotFact> facts = new ArrayList<>();
      SourceKind claimed = SourceKind.CLAIMED;
      for (Address account : ACCOUNTS) {
        if (random.nextBoolean()) {
          facts.add(new SnapshotFact.AccountNonce(claimed, account, random.nextInt(40)));
          facts.add(new SnapshotFact.AccountBalance(claimed, account, anyAmount(random)));
        }
        if (random.nextInt(3) == 0) {
          facts.add(new SnapshotFact.AccountCode(claimed, account, random.nextInt(4) == 0));
        }
      }
      facts.add(new SnapshotFact.AccountCode(claimed, RECIPIENTS.getFirst(), random.nextBoolean()));
      facts.add(new SnapshotFact.BaseFee(claimed, Wei.ofGwei(random.nextInt(80))));
      facts.add(
          new SnapshotFact.RequestFee(
              claimed, Networks.WITHDRAWAL_REQUESTS, Wei.of(random.nextLong(3_000_000_000L))));
      if (chain.equals(HOODI)) {
        for (BlsPublicKey key : KEYS) {
          if (random.nextInt(3) > 0) {
            WithdrawalCredentials credentials =
                random.nextBoolean()
                    ? WithdrawalCredentials.compounding(one(ACCOUNTS, random))
                    : WithdrawalCredentials.eth1(one(ACCOUNTS, random));
            facts.add(
                new SnapshotFact.ValidatorState(
                    claimed,
                    key,
                    ValidatorStatus.ofCode(random.nextInt(4)),
                    credentials,
                    Gwei.ofEther(32)));
          }
          if (random.nextInt(6) == 0) {
            facts.add(new SnapshotFact.ValidatorUnknown(claimed, key));
          }
        }
      }
      snapshots.add(
          new Snapshot(
              chain, 1 + random.nextInt(1 << 25), digest(9), NOW - random.nextInt(9_000), facts));
    }
    return snapshots;
  }

  public static BatchRequest with(BatchRequest request, List<Snapshot> snapshots) {
    return new BatchRequest(
        request.batchId(),
        request.deskCard(),
        request.vaultInstance(),
        request.sequence(),
        request.lastResult(),
        request.policyHash(),
        request.plannedAt(),
        request.reviewBy(),
        snapshots,
        request.limits(),
        request.lanes());
  }

  /** One native payment in each of {@code slots} nonces from 0, plus cancel when asked. */
  public static BatchRequest payments(int slots, int tierCount, boolean withCancel) {
    LaneId lane = new LaneId(HOODI, ACCOUNTS.getFirst());
    List<FeeCaps> tiers = tiers(tierCount, 60);
    List<Alternative> alternatives = new ArrayList<>();
    alternatives.add(
        new Alternative(
            OperationKind.NATIVE_TRANSFER,
            ReleaseClass.SPEND,
            300_000,
            tiers,
            java.util.Collections.nCopies(
                slots,
                new Operation.NativeTransfer(RECIPIENTS.getFirst(), Wei.parseEther("1.5")))));
    if (withCancel) {
      List<FeeCaps> above = new ArrayList<>();
      FeeCaps tier = tiers.getLast();
      for (int i = 0; i < tierCount; i++) {
        tier = bumped(tier);
        above.add(tier);
      }
      alternatives.add(cancel(slots, above));
    }
    SourceKind claimed = SourceKind.CLAIMED;
    Snapshot snapshot =
        new Snapshot(
            HOODI,
            2_345_678,
            digest(0xb1),
            NOW - 60,
            List.of(
                new SnapshotFact.AccountNonce(claimed, lane.account(), 7),
                new SnapshotFact.AccountBalance(
                    claimed, lane.account(), Wei.parseEther("1234.5678")),
                new SnapshotFact.AccountCode(claimed, lane.account(), false),
                new SnapshotFact.BaseFee(claimed, Wei.of(12_345_678_901L))));
    return new BatchRequest(
        fill(16, 0x1d),
        DESK,
        VAULT,
        77,
        digest(0x4e),
        digest(0x90),
        NOW,
        NOW + 30 * 86_400L,
        List.of(snapshot),
        List.of(new AskedLimit(lane, lane.nativeAsset(), Wei.parseEther("200"))),
        List.of(new Lane(lane, 1, List.of(new Run(7, slots, alternatives)))));
  }

  public static Bytes encode(BatchRequest request) {
    try {
      return BatchRequestCodec.encode(request);
    } catch (org.foresign.model.problem.ProblemException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Address> addresses(int first, int count) {
    List<Address> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(new Address(fill(20, first + i)));
    }
    return List.copyOf(list);
  }

  private static List<BlsPublicKey> keys() {
    List<BlsPublicKey> list = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      list.add(new BlsPublicKey(fill(48, 0xa0 + i)));
    }
    return List.copyOf(list);
  }
}
