package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.CURVE;
import static org.foresign.signer.local.Vectors.mnemonic;
import static org.foresign.signer.local.Vectors.passphrase;

import java.util.List;
import org.foresign.model.eth.Address;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretBytes;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalKeyTest {
  @Test
  void findsTheAccountsOfTheDevelopmentMnemonic() throws Exception {
    // The first accounts that Hardhat and anvil print.
    List<String> printed =
        List.of(
            "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
            "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
            "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    try (Mnemonic words = mnemonic(Vectors.DEVELOPMENT);
        SecretBytes seed = words.seed()) {
      for (int i = 0; i < printed.size(); i++) {
        try (LocalKey key = LocalKey.derive(seed, DerivationPath.standard(i), CURVE, ACCESS)) {
          assertThat(key.address()).isEqualTo(Address.parse(printed.get(i)));
        }
      }
    }
  }

  @Test
  void agreesWithAnotherImplementationOnEveryPath() throws Exception {
    for (JsonNode one : Vectors.json("scure/accounts.json")) {
      try (Mnemonic words = mnemonic(one.get("mnemonic").asString());
          Passphrase passphrase = passphrase(one.get("passphrase").asString());
          SecretBytes seed = words.seed(passphrase)) {
        for (JsonNode account : one.get("accounts")) {
          DerivationPath path = DerivationPath.parse(account.get("path").asString());
          try (LocalKey key = LocalKey.derive(seed, path, CURVE, ACCESS)) {
            assertThat(key.publicKey().hex()).isEqualTo(account.get("publicKey").asString());
            assertThat(key.address()).isEqualTo(Address.parse(account.get("address").asString()));
          }
        }
      }
    }
  }

  @Test
  void findsTheAddressesThatATrezorShows() throws Exception {
    JsonNode vectors = JsonMapper.shared().readTree(SharedData.read("trezor/getaddress.json"));
    int checked = 0;
    try (Mnemonic words = mnemonic(vectors.get("setup").get("mnemonic").asString());
        Passphrase passphrase = passphrase(vectors.get("setup").get("passphrase").asString());
        SecretBytes seed = words.seed(passphrase)) {
      for (JsonNode test : vectors.get("tests")) {
        DerivationPath path = DerivationPath.parse(test.get("parameters").get("path").asString());
        try (LocalKey key = LocalKey.derive(seed, path, CURVE, ACCESS)) {
          assertThat(key.address().bytes().hex())
              .isEqualToIgnoringCase(test.get("result").get("address").asString().substring(2));
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
  }
}
