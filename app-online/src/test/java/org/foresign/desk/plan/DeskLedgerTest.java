package org.foresign.desk.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.foresign.desk.TestDesk;
import org.foresign.desk.TestVault;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Purpose;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.tx.ExpandedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskLedgerTest {
  private static final BlsPublicKey KEY =
      BlsPublicKey.parseHex(
          "0x97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
              + "6c55e83ff97a1aeffb3af00adb22c6bb");

  @TempDir private Path folder;

  @Test
  void knowsWhatEachNonceWithdrawsOfPlannedAndOfExportedBatches() throws Exception {
    TestVault vault = new TestVault(true);
    try (TestDesk desk = TestDesk.create(folder.resolve("desk"))) {
      desk.pair(vault);
      long next = desk.home().pairings().vault(vault.instance()).nextSequence();
      ExpandedBatch exported = desk.plan(vault, Networks.HOODI, 0, 1, withdraw(3));
      desk.export(exported);
      desk.plan(vault, Networks.HOODI, 1, 1, withdraw(4));
      LaneId lane = new LaneId(Networks.HOODI.chain(), vault.account());
      DeskLedger ledger = DeskLedger.of(desk.home().batches(), vault.instance(), next + 1);
      assertThat(ledger.signedFor(Purpose.of(exported.leaves().getFirst()).orElseThrow()))
          .isEqualTo(
              Map.of(new SlotId(lane, 0), Gwei.ofEther(3), new SlotId(lane, 1), Gwei.ofEther(4)));
    }
  }

  private static Operation withdraw(int ether) {
    return new Operation.UnstakePartial(KEY, Gwei.ofEther(ether), Wei.of(1));
  }
}
