package org.foresign.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.card.AccountCardCodec;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.tx.UnsignedTx;
import org.junit.jupiter.api.Test;

class PossessionTaskTest {
  private static final Address ACCOUNT = new Address(Bytes.of(new byte[20]));
  private static final Eip1559Tx PROOF = AccountCardCodec.possession(ACCOUNT);

  @Test
  void takesTheProofOfAnAccount() {
    UnsignedTx leaf = leaf(PROOF, PROOF.signingDigest());
    assertThat(new PossessionTask(leaf).leaves()).containsExactly(leaf);
  }

  @Test
  void takesNoOtherTransaction() {
    Eip1559Tx paying =
        new Eip1559Tx(
            PROOF.chain(),
            PROOF.nonce(),
            new FeeCaps(Wei.ZERO, Wei.ZERO),
            PROOF.gasLimit(),
            PROOF.to(),
            Wei.of(1),
            PROOF.data());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PossessionTask(leaf(paying, paying.signingDigest())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PossessionTask(leaf(PROOF, paying.signingDigest())));
  }

  private static UnsignedTx leaf(Eip1559Tx tx, Digest32 digest) {
    SlotId slot = new SlotId(new LaneId(tx.chain(), ACCOUNT), tx.nonce());
    return new UnsignedTx(
        0, slot, 0, 0, new Operation.Cancel(), ReleaseClass.CANCEL, tx, digest, "");
  }
}
