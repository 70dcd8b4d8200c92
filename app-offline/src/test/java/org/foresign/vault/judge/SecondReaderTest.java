package org.foresign.vault.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationEncoder;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.UnsignedTx;
import org.junit.jupiter.api.Test;

class SecondReaderTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final Address SENDER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address OTHER = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final BlsPublicKey KEY =
      BlsPublicKey.of(Bytes.parseHex("a1".repeat(48)).toArray());

  @Test
  void readsEveryOperationAsItWasMeant() throws Exception {
    List<Operation> all =
        List.of(
            new Operation.NativeTransfer(OTHER, Wei.parseEther("1.5")),
            new Operation.TokenTransfer(Address.parse("0x" + "11".repeat(20)), OTHER, Wei.of(7)),
            new Operation.Stake(
                KEY,
                WithdrawalCredentials.compounding(SENDER),
                Gwei.ofEther(32),
                BlsSignature.of(Bytes.parseHex("b2".repeat(96)).toArray())),
            new Operation.TopUp(KEY, Gwei.ofEther(1)),
            new Operation.UnstakeFull(KEY, Wei.of(1)),
            new Operation.UnstakePartial(KEY, new Gwei(5), Wei.of(1)),
            new Operation.Consolidate(KEY, KEY, Wei.of(1)),
            new Operation.Cancel());
    assertThat(all.stream().map(Operation::kind)).containsExactlyInAnyOrder(OperationKind.values());
    for (Operation operation : all) {
      assertThat(SecondReader.compare(List.of(leaf(operation, tx(operation, SENDER)))))
          .as(operation.toString())
          .isEqualTo(1);
    }
  }

  @Test
  void refusesATransactionThatIsNotItsOperation() throws Exception {
    Operation pay = new Operation.NativeTransfer(OTHER, Wei.of(1));
    Operation more = new Operation.NativeTransfer(OTHER, Wei.of(2));
    Operation elsewhere =
        new Operation.NativeTransfer(Address.parse("0x" + "22".repeat(20)), Wei.of(1));
    refuses(leaf(pay, tx(more, SENDER)));
    refuses(leaf(pay, tx(elsewhere, SENDER)));
    refuses(leaf(new Operation.Cancel(), tx(pay, SENDER)));
    refuses(leaf(new Operation.Cancel(), tx(new Operation.Cancel(), OTHER)));
  }

  @Test
  void refusesAnotherChainNonceOrDigestThanTheLeafNames() throws Exception {
    Operation pay = new Operation.NativeTransfer(OTHER, Wei.of(1));
    Eip1559Tx tx = tx(pay, SENDER);
    LaneId lane = new LaneId(CHAIN, SENDER);
    refuses(named(new SlotId(lane, 6), pay, tx, tx.signingDigest()));
    refuses(
        named(
            new SlotId(new LaneId(Networks.SEPOLIA.chain(), SENDER), 5),
            pay,
            tx,
            tx.signingDigest()));
    refuses(named(new SlotId(lane, 5), pay, tx, Digest32.ZERO));
  }

  @Test
  void refusesEachBitThatDiffersFromTheTransactionOfTheLeaf() throws Exception {
    Operation stake =
        new Operation.Stake(
            KEY,
            WithdrawalCredentials.compounding(SENDER),
            Gwei.ofEther(32),
            BlsSignature.of(Bytes.parseHex("b2".repeat(96)).toArray()));
    for (Operation operation : List.of(new Operation.Cancel(), stake)) {
      UnsignedTx leaf = leaf(operation, tx(operation, SENDER));
      byte[] good = leaf.tx().unsignedBytes().toArray();
      SecondReader.compare(leaf, Bytes.of(good));
      for (int bit = 0; bit < good.length * 8; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> SecondReader.compare(leaf, Bytes.of(bad)))
            .as("bit " + bit)
            .isInstanceOf(ProblemException.class);
      }
    }
  }

  private static Eip1559Tx tx(Operation operation, Address sender) throws ProblemException {
    Call call = OperationEncoder.encode(operation, CHAIN, sender);
    return new Eip1559Tx(
        CHAIN,
        5,
        new FeeCaps(Wei.ofGwei(20), Wei.ofGwei(2)),
        200_000,
        call.to(),
        call.value(),
        call.data());
  }

  private static UnsignedTx leaf(Operation operation, Eip1559Tx tx) {
    return named(new SlotId(new LaneId(CHAIN, SENDER), 5), operation, tx, tx.signingDigest());
  }

  private static UnsignedTx named(SlotId slot, Operation operation, Eip1559Tx tx, Digest32 digest) {
    return new UnsignedTx(0, slot, 0, 0, operation, ReleaseClass.SPEND, tx, digest, "");
  }

  private static void refuses(UnsignedTx leaf) {
    assertThatThrownBy(() -> SecondReader.compare(List.of(leaf)))
        .isInstanceOf(ProblemException.class);
  }
}
