package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.mnemonic;

import java.util.List;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.KeyPlace;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerAccount;
import org.foresign.signer.SignerProblem;
import org.junit.jupiter.api.Test;

/** Published development words, whose accounts every wallet shows. */
class LocalProviderTest {
  private static final Address FIRST = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address SECOND = Address.parse("0x70997970C51812dc3A010C7d01b50e0d17dc79C8");

  private final LocalProvider provider = new LocalProvider(Secp256k1::best, ACCESS);

  @Test
  void findsTheAccountOfAPathAndSignsForIt() throws ProblemException {
    assertThat(provider.account(place(0), LocalProviderTest::seed)).isEqualTo(FIRST);
    assertThat(provider.account(place(1), LocalProviderTest::seed)).isEqualTo(SECOND);
    try (Signer signer =
        provider.open(
            List.of(new SignerAccount(FIRST, place(0)), new SignerAccount(SECOND, place(1))),
            LocalProviderTest::seed)) {
      assertThat(signer.capabilities().accounts()).containsExactlyInAnyOrder(FIRST, SECOND);
    }
  }

  @Test
  void opensNoSignerForAnAccountThatThePathDoesNotLeadTo() {
    assertThatThrownBy(() ->
            provider.open(List.of(new SignerAccount(FIRST, place(1))), LocalProviderTest::seed))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(SignerProblem.SIGNER_NO_KEY));
  }

  private static KeyPlace place(int index) {
    return new KeyPlace("m/44'/60'/0'/0/" + index, 1L);
  }

  private static SecretBytes seed(long number) throws ProblemException {
    try (HeldSeed held =
        HeldSeed.of(
            mnemonic("test test test test test test test test test test test junk"), ACCESS)) {
      return held.stored();
    }
  }
}
