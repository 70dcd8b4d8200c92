package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.CURVE;
import static org.foresign.signer.local.Vectors.mnemonic;
import static org.foresign.signer.local.Vectors.passphrase;
import static org.foresign.signer.local.Vectors.phrase;

import java.util.List;
import org.foresign.model.eth.Address;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Seeds with and without a 25th word, against accounts that another implementation derived. */
class AccountSearchTest {
  private static final List<String> SEARCHED =
      List.of("m/44'/60'/0'/0/0", "m/44'/60'/3'/0/0", "m/44'/60'/0'/7");

  private final AccountSearch search = new AccountSearch(CURVE);

  @Test
  void findsEachAccountThatAnotherImplementationDerived() throws Exception {
    int withPassphrase = 0;
    for (JsonNode one : Vectors.json("scure/accounts.json")) {
      String typed = one.get("passphrase").asString();
      try (Passphrase passphrase = passphrase(typed);
          HeldSeed seed =
              HeldSeed.of(mnemonic(one.get("mnemonic").asString()), passphrase, ACCESS);
          HeldSeed bare = HeldSeed.of(mnemonic(one.get("mnemonic").asString()), ACCESS)) {
        assertThat(seed.hasPassphrase()).isEqualTo(!typed.isEmpty());
        withPassphrase += typed.isEmpty() ? 0 : 1;
        List<AccountSearch.Found> offered = search.first(seed, 8);
        for (JsonNode account : one.get("accounts")) {
          Address address = Address.parse(account.get("address").asString());
          String path = account.get("path").asString();
          assertThat(
                  offered.stream()
                      .filter(found -> found.address().equals(address))
                      .map(found -> found.path().toString()))
              .containsExactlyElementsOf(SEARCHED.contains(path) ? List.of(path) : List.of());
        }
        assertThat(search.find(bare, offered.getFirst().address(), 1).isPresent())
            .isEqualTo(typed.isEmpty());
      }
    }
    assertThat(withPassphrase).isPositive();
  }

  @Test
  void offersEachPlaceOnce() throws Exception {
    try (HeldSeed seed = HeldSeed.of(mnemonic(Vectors.DEVELOPMENT), ACCESS)) {
      var first = search.first(seed, 3);
      assertThat(first).hasSize(8);
      assertThat(first).extracting(AccountSearch.Found::path).doesNotHaveDuplicates();
      assertThat(first.getFirst().address())
          .isEqualTo(Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
    }
  }

  @Test
  void aStoredSeedOpensTheSameAccountsAndHoldsNo25thWord() throws Exception {
    for (JsonNode one : Vectors.json("scure/accounts.json")) {
      String typed = one.get("passphrase").asString();
      JsonNode account = one.get("accounts").get(0);
      try (Passphrase passphrase = passphrase(typed);
          HeldSeed made =
              HeldSeed.of(mnemonic(one.get("mnemonic").asString()), passphrase, ACCESS);
          SecretBytes stored = made.stored();
          HeldSeed again = HeldSeed.ofStored(stored, ACCESS)) {
        assertThat(stored.size()).isEqualTo(made.words().wordCount() * 4 / 3 + 64);
        assertThat(phrase(again.words())).isEqualTo(one.get("mnemonic").asString());
        assertThat(again.hasPassphrase()).isEqualTo(!typed.isEmpty());
        assertThat(search.address(again, DerivationPath.parse(account.get("path").asString())))
            .isEqualTo(Address.parse(account.get("address").asString()));
        assertThat(Vectors.hex(stored.duplicate())).contains(one.get("entropy").asString());
        assertThat(again).hasToString("HeldSeed(hidden)");
      }
    }
  }
}
