package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy takes no two entries that its reader takes for one, and nobody's address. */
class LookAlikesTest {
  private static final Chain HOODI = Networks.HOODI.chain();
  private static final Address CUSTODIAN =
      Address.parse("0x00000000000000000000000000000000000c0517");

  private static Policy policy(List<Token> tokens, AddressBookEntry... more) {
    List<AddressBookEntry> book = new ArrayList<>(List.of(more));
    book.add(new AddressBookEntry(HOODI, CUSTODIAN, "Custodian"));
    return new Policy(
        1,
        null,
        Bytes.of(new byte[16]),
        0,
        true,
        1,
        0,
        List.of(),
        book,
        tokens,
        List.of(),
        List.of(),
        List.of());
  }

  private static AddressBookEntry entry(String address, String name) {
    return new AddressBookEntry(HOODI, Address.parse(address), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Custodlan", "Cust0dian", "CUSTODIAN", "Custo dian", "Custodian!"})
  void refusesARecipientThatLooksLikeAnother(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> policy(List.of(), entry("0x00000000000000000000000000000000000c0531", name)));
  }

  @Test
  void refusesAnAddressWithTheEndsOfAnother() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            policy(List.of(), entry("0x00000000000000a00000000000000000000c0517", "Custodian Two")))
        .withMessageContaining("begins and ends like")
        .withMessageContaining("Custodian");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x0000000000000000000000000000000000000000",
        "0x0000000000000000000000000000000000000001",
        "0x0000000000000000000000000000000000000011",
        "0x0000000000000000000000000000000000000100",
        "0x000000000000000000000000000000000000dead",
        "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee",
        "0x00000000219ab540356cbb839cbe05303d7705fa",
        "0x00000961ef480eb55e80d19ad83579a64c007002",
        "0x0000bbddc7ce488642fb579f8b00f3a590007251"
      })
  void refusesNobodysAddressWhenItIsEntered(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(List.of(), entry(address, "Somebody")))
        .withMessageContaining("is lost");
  }

  @Test
  void refusesTokensThatLookLikeAnotherOrLikeTheCoin() {
    Token usdt = token("0x00000000000000000000000000000000000c0de6", "USDT0");
    Token other = token("0x00000000000000000000000000000000000c0de7", "USDTO");
    assertThat(policy(List.of(usdt)).tokens()).hasSize(1);
    assertThatIllegalArgumentException().isThrownBy(() -> policy(List.of(usdt, other)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> policy(List.of(token("0x00000000000000000000000000000000000c0de8", "E.T.H"))));
  }

  private static Token token(String contract, String symbol) {
    return new Token(Asset.token(HOODI, Address.parse(contract)), symbol, 6);
  }
}
