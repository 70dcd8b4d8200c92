package org.foresign.vault.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.ReleaseClass;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Eip1559Tx;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Call;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.OperationEncoder;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.model.tx.UnsignedTx;
import org.junit.jupiter.api.Test;

class BatchContentTest {
  private static final Chain CHAIN = Networks.HOODI.chain();
  private static final Address SENDER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address BANK = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
  private static final Address TOKEN = Address.parse("0x" + "11".repeat(20));

  private final List<UnsignedTx> leaves = new ArrayList<>();

  @Test
  void namesEveryValidatorWithItsNoncesAndTheCredentialsOfStakes() throws Exception {
    for (int nonce = 4; nonce < 9; nonce++) {
      add(nonce, stake(nonce));
      add(nonce, stake(nonce));
      add(nonce, new Operation.Cancel());
    }
    add(12, new Operation.UnstakeFull(key(0xee), Wei.of(1)));
    assertThat(new BatchContent(policy(), false).lines(leaves))
        .containsExactly(
            "  " + SENDER + " on hoodi, nonces 4 to 8, 12",
            "    10 x stake of 32 ETH with credentials "
                + WithdrawalCredentials.compounding(SENDER)
                + ", nonces 4 to 8",
            "      0x040404040404…04040404 (4)  0x050505050505…05050505 (5)"
                + "  0x060606060606…06060606 (6)",
            "      0x070707070707…07070707 (7)  0x080808080808…08080808 (8)",
            "    5 x cancel, nonces 4 to 8",
            "    1 x unstake-full, nonce 12",
            "      0xeeeeeeeeeeee…eeeeeeee (12)");
  }

  @Test
  void showsWholeKeysWhenAsked() throws Exception {
    add(4, stake(4));
    add(5, new Operation.Consolidate(key(5), key(6), Wei.of(1)));
    assertThat(new BatchContent(policy(), true).lines(leaves))
        .contains(
            "      " + key(4) + " (4)",
            "    1 x consolidate into " + key(6) + ", nonce 5",
            "      " + key(5) + " (5)");
  }

  @Test
  void keepsRecipientsApartByTheirAddressWhateverTheirNames() throws Exception {
    Address other = Address.parse("0x" + "22".repeat(20));
    add(0, new Operation.NativeTransfer(BANK, Wei.parseEther("1.5")));
    add(1, new Operation.NativeTransfer(other, Wei.parseEther("1.5")));
    add(2, new Operation.TokenTransfer(TOKEN, BANK, Wei.of(2_500_000)));
    assertThat(new BatchContent(policy(), false).lines(leaves))
        .contains(
            "    1 x native-transfer of 1.5 ETH to Bank (" + BANK + "), nonce 0",
            "    1 x native-transfer of 1.5 ETH to UNKNOWN (" + other + "), nonce 1",
            "    1 x token-transfer of 2.5 TOK (contract "
                + TOKEN
                + ") to Bank ("
                + BANK
                + "), nonce 2");
  }

  private static Operation stake(int key) {
    return new Operation.Stake(
        key(key),
        WithdrawalCredentials.compounding(SENDER),
        Gwei.ofEther(32),
        BlsSignature.of(new byte[96]));
  }

  private static BlsPublicKey key(int fill) {
    return new BlsPublicKey(Bytes.parseHex(String.format("%02x", fill).repeat(48)));
  }

  private void add(long nonce, Operation operation) throws ProblemException {
    Call call = OperationEncoder.encode(operation, CHAIN, SENDER);
    Eip1559Tx tx =
        new Eip1559Tx(
            CHAIN,
            nonce,
            new FeeCaps(Wei.ofGwei(20), Wei.ofGwei(2)),
            200_000,
            call.to(),
            call.value(),
            call.data());
    leaves.add(
        new UnsignedTx(
            leaves.size(),
            new SlotId(new LaneId(CHAIN, SENDER), nonce),
            0,
            0,
            operation,
            ReleaseClass.SPEND,
            tx,
            tx.signingDigest()));
  }

  private static Policy policy() {
    return new Policy(
        1,
        null,
        Bytes.of(new byte[16]),
        0,
        false,
        0,
        0,
        List.of(),
        List.of(new Policy.AddressBookEntry(CHAIN, BANK, "Bank")),
        List.of(new Policy.Token(Asset.token(CHAIN, TOKEN), "TOK", 6)),
        List.of(),
        List.of(),
        List.of());
  }
}
