package org.foresign.vault.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Purpose;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.tx.UnsignedTx;
import org.foresign.store.Sql;
import org.foresign.store.SqliteNative;
import org.foresign.testkit.StubClock;
import org.foresign.vault.settings.VaultHome;
import org.foresign.vault.work.PairedVault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vault's ledger keeps of partial withdrawals, so that they add up over batches. */
class WithdrawnBeforeTest {
  private static final BlsPublicKey KEY =
      BlsPublicKey.parseHex(
          "0x97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac58"
              + "6c55e83ff97a1aeffb3af00adb22c6bb");

  @TempDir private Path folder;
  private UnsignedTx pattern;

  @Test
  void theLedgerKnowsTheMostThatEachNonceWithdraws() throws Exception {
    PairedVault story = PairedVault.begin(folder, StubClock.at("2026-11-21T10:00:00Z"));
    pattern = story.deliver(story.plan()).batch().leaves().getFirst();
    UnsignedTx judged = withdrawal(9, 1);
    try (VaultHome home =
        VaultHome.open(story.home.home(), SqliteNative.load(), story.clock.instant())) {
      home.database()
          .update(sql -> {
            claim(sql, 1, withdrawal(0, 3), withdrawal(1, 4));
            claim(sql, 2, withdrawal(0, 2), withdrawal(2, 5));
          });
      LedgerHistory history =
          home.database().read(sql -> LedgerHistory.read(sql, List.of(judged), Digest32.ZERO));
      assertThat(history.signedFor(Purpose.of(judged).orElseThrow()))
          .isEqualTo(
              Map.of(slot(0), Gwei.ofEther(3), slot(1), Gwei.ofEther(4), slot(2), Gwei.ofEther(5)));
    }
  }

  private SlotId slot(long nonce) {
    return new SlotId(pattern.slot().lane(), nonce);
  }

  private UnsignedTx withdrawal(long nonce, int ether) {
    return new UnsignedTx(
        0,
        slot(nonce),
        0,
        0,
        new Operation.UnstakePartial(KEY, Gwei.ofEther(ether), Wei.of(1)),
        pattern.releaseClass(),
        pattern.tx(),
        pattern.signingDigest(),
        "");
  }

  private static void claim(Sql sql, int number, UnsignedTx... leaves) throws ProblemException {
    byte[] name = new byte[32];
    Arrays.fill(name, (byte) number);
    Digest32 digest = Digest32.of(name);
    List<SlotUse> slots = new ArrayList<>();
    Purpose.bySlot(List.of(leaves))
        .forEach((slot, purposes) -> slots.add(new SlotUse(slot, Exposure.NONE, null, purposes)));
    Ledger.claim(
        sql,
        new Ledger.Claim(
            digest,
            Bytes.of(Arrays.copyOf(name, 16)),
            digest,
            number,
            1,
            1,
            1,
            2,
            List.of(),
            slots),
        digest);
  }
}
