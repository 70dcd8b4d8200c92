package org.foresign.signer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Keccak;
import org.foresign.crypto.Sha256;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.ApprovedBatch;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Verdict;
import org.foresign.model.tx.ExpandedBatch;
import org.foresign.model.tx.UnsignedTx;

/** Approved batches for tests of signers: cancels whose digests are made up but all different. */
public final class Batches {
  private static final Chain CHAIN = Chain.evm(31_337);
  private static final FeeCaps FEES = new FeeCaps(Wei.ofGwei(20), Wei.ofGwei(1));

  private Batches() {}

  /** A batch of {@code each} cancels for each account, accounts in ascending order. */
  public static ClaimedBatch cancels(int each, Address... accounts) {
    List<Lane> lanes = new ArrayList<>();
    List<UnsignedTx> leaves = new ArrayList<>();
    for (Address account : List.of(accounts).stream().sorted().toList()) {
      LaneId lane = new LaneId(CHAIN, account);
      List<Operation> operations = new ArrayList<>();
      for (int nonce = 0; nonce < each; nonce++) {
        operations.add(new Operation.Cancel());
        leaves.add(leaf(leaves.size(), new SlotId(lane, nonce)));
      }
      Alternative cancel =
          new Alternative(
              OperationKind.CANCEL, ReleaseClass.CANCEL, 21_000, List.of(FEES), operations);
      lanes.add(new Lane(lane, 1, List.of(new Run(0, each, List.of(cancel)))));
    }
    ExpandedBatch batch = new ExpandedBatch(request(lanes), Bytes.EMPTY, leaves, digest("batch"));
    return new ClaimedBatch(
        new ApprovedBatch(
            new Review(
                batch,
                leaves.stream().map(leaf -> new ReviewedTx(leaf, new Verdict.Clean())).toList(),
                new Verdict.Clean(),
                new TreeMap<>(),
                new TreeMap<>(),
                Set.of()),
            Set.of()));
  }

  private static BatchRequest request(List<Lane> lanes) {
    return new BatchRequest(
        Bytes.of(new byte[16]),
        digest("desk"),
        Bytes.of(new byte[16]),
        1,
        null,
        digest("policy"),
        0,
        0,
        List.of(),
        List.of(),
        lanes);
  }

  private static UnsignedTx leaf(int index, SlotId slot) {
    Address account = slot.lane().account();
    return new UnsignedTx(
        index,
        slot,
        0,
        0,
        new Operation.Cancel(),
        ReleaseClass.CANCEL,
        new Eip1559Tx(CHAIN, slot.nonce(), FEES, 21_000, account, Wei.ZERO, Bytes.EMPTY),
        Keccak.hash(Bytes.of((account + " " + slot.nonce()).getBytes(StandardCharsets.UTF_8))),
        "");
  }

  private static Digest32 digest(String text) {
    return Digest32.of(Sha256.hash(text.getBytes(StandardCharsets.UTF_8)));
  }
}
