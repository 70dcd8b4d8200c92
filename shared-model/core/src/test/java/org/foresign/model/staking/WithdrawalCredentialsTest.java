package org.foresign.model.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.foresign.model.eth.Address;
import org.foresign.model.eth.ForkVersion;
import org.foresign.model.staking.WithdrawalCredentials.Kind;
import org.junit.jupiter.api.Test;

class WithdrawalCredentialsTest {
  private static final Address ADDRESS =
      Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final String TAIL = "f39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  @Test
  void writesBothKindsWithAnAddress() {
    assertThat(WithdrawalCredentials.eth1(ADDRESS).bytes().hex())
        .isEqualTo("01" + "00".repeat(11) + TAIL);
    assertThat(WithdrawalCredentials.compounding(ADDRESS).bytes().hex())
        .isEqualTo("02" + "00".repeat(11) + TAIL);
    assertThat(WithdrawalCredentials.eth1(ADDRESS).kind()).isEqualTo(Kind.ETH1);
    assertThat(WithdrawalCredentials.compounding(ADDRESS).kind()).isEqualTo(Kind.COMPOUNDING);
    assertThat(WithdrawalCredentials.compounding(ADDRESS).address()).contains(ADDRESS);
  }

  @Test
  void readsOldOnesButPlansNone() {
    WithdrawalCredentials old = WithdrawalCredentials.parseHex("00" + "ab".repeat(31));
    assertThat(old.kind()).isEqualTo(Kind.BLS);
    assertThat(old.kind().plannable()).isFalse();
    assertThat(old.address()).isEmpty();
  }

  @Test
  void callsEveryOtherPrefixUnusable() {
    for (int prefix = 3; prefix < 256; prefix++) {
      String hex = String.format("%02x", prefix) + "00".repeat(11) + TAIL;
      assertThat(WithdrawalCredentials.parseHex(hex).kind()).isEqualTo(Kind.UNUSABLE);
      assertThat(WithdrawalCredentials.parseHex(hex).address()).isEmpty();
    }
  }

  @Test
  void callsEveryNonZeroPaddingUnusable() {
    for (int at = 1; at < 12; at++) {
      byte[] bytes = WithdrawalCredentials.compounding(ADDRESS).toArray();
      bytes[at] = 1;
      assertThat(WithdrawalCredentials.of(bytes).kind()).isEqualTo(Kind.UNUSABLE);
    }
  }

  @Test
  void refusesWrongLengths() {
    assertThatIllegalArgumentException().isThrownBy(() -> WithdrawalCredentials.of(new byte[31]));
    assertThatIllegalArgumentException().isThrownBy(() -> BlsPublicKey.of(new byte[49]));
    assertThatIllegalArgumentException().isThrownBy(() -> BlsSignature.of(new byte[95]));
    assertThatIllegalArgumentException().isThrownBy(() -> ForkVersion.parseHex("0102"));
  }
}
