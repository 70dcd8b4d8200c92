package org.foresign.desk.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.foresign.codec.Bytes;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.tx.UnsignedTx;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasOutlookTest {
  private static final Address ACCOUNT =
      Address.parse("0x2222222222222222222222222222222222222222");

  // 21,000: intrinsic gas of a payment; 204,600: one that creates its recipient (EIP-2780,
  // EIP-8037); 16,777,216: EIP-7825.
  @ParameterizedTest
  @CsvSource({
    "20999, DEAD",
    "21000, AT_RISK",
    "204600, AT_RISK",
    "300000, VALID",
    "16777216, VALID",
    "16777217, DEAD"
  })
  void judgesAPaymentByItsLimit(long limit, GasOutlook outlook) {
    Operation pay = new Operation.NativeTransfer(Stage.FRIEND, Wei.ONE_ETHER);
    assertThat(GasOutlook.of(leaf(pay, Stage.FRIEND, Wei.ONE_ETHER, limit))).isEqualTo(outlook);
  }

  @ParameterizedTest
  @CsvSource({"11999, DEAD", "12000, AT_RISK", "21000, VALID", "42000, VALID"})
  void judgesACancelByWhatASelfTransferNeeds(long limit, GasOutlook outlook) {
    assertThat(GasOutlook.of(leaf(new Operation.Cancel(), ACCOUNT, Wei.ZERO, limit)))
        .isEqualTo(outlook);
  }

  private static UnsignedTx leaf(Operation operation, Address to, Wei value, long limit) {
    Eip1559Tx tx =
        new Eip1559Tx(
            Stage.NETWORK.chain(),
            0,
            new FeeCaps(Wei.ofGwei(10), Wei.ofGwei(1)),
            limit,
            to,
            value,
            Bytes.EMPTY);
    SlotId slot = new SlotId(new LaneId(Stage.NETWORK.chain(), ACCOUNT), 0);
    return new UnsignedTx(0, slot, 0, 0, operation, ReleaseClass.SPEND, tx, tx.signingDigest(), "");
  }
}
