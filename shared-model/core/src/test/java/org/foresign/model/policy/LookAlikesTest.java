package org.foresign.model.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.CodecProblem;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.foresign.model.policy.Policy.Token;
import org.foresign.model.problem.ProblemException;
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

  @Test
  void takesTwoHonestAddressesThatLookAlikeWhereThePairIsNamed() throws ProblemException {
    Address second = Address.parse("0x00000000000000a00000000000000000000c0517");
    Address third = Address.parse("0x00000000000000b00000000000000000000c0517");
    AddressBookEntry entry = new AddressBookEntry(HOODI, second, "Custodian Two");
    Policy both = alike(List.of(AlikePair.of(second, CUSTODIAN)), entry);
    assertThat(both.addressBook()).hasSize(2);
    assertThat(PolicyCodec.decode(PolicyCodec.encode(both))).isEqualTo(both);

    // The word for one pair is none for a third address.
    AddressBookEntry more = new AddressBookEntry(HOODI, third, "Custodian Three");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alike(List.of(AlikePair.of(second, CUSTODIAN)), entry, more))
        .withMessageContaining(third.toString())
        .withMessageContaining("--looks-like");
    assertThat(
            alike(
                    List.of(
                        AlikePair.of(second, CUSTODIAN),
                        AlikePair.of(third, CUSTODIAN),
                        AlikePair.of(third, second)),
                    entry,
                    more)
                .addressBook())
        .hasSize(3);
  }

  @Test
  void aPairIsOfTwoThatLookAlikeInOneOrder() {
    Address second = Address.parse("0x00000000000000a00000000000000000000c0517");
    Address other = Address.parse("0x00000000000000000000000000000000000c0531");
    assertThat(AlikePair.of(second, CUSTODIAN)).isEqualTo(AlikePair.of(CUSTODIAN, second));
    assertThatIllegalArgumentException().isThrownBy(() -> new AlikePair(second, CUSTODIAN));
    assertThatIllegalArgumentException().isThrownBy(() -> AlikePair.of(CUSTODIAN, other));
    assertThatIllegalArgumentException().isThrownBy(() -> AlikePair.of(CUSTODIAN, CUSTODIAN));
  }

  @Test
  void readsNoPolicyWithAnEmptyListOfPairs() {
    byte[] plain = PolicyCodec.encode(policy(List.of())).toArray();
    byte[] longer = Arrays.copyOf(plain, plain.length + 2);
    longer[0]++; // one key more in the map
    longer[plain.length] = 15;
    longer[plain.length + 1] = (byte) 0x80;
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> PolicyCodec.decode(Bytes.of(longer)))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(CodecProblem.CBOR_NOT_CANONICAL));
  }

  private static Policy alike(List<AlikePair> pairs, AddressBookEntry... more) {
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
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        pairs);
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
