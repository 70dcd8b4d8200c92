package org.foresign.vault.officers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.Policy.AddressBookEntry;
import org.foresign.model.policy.Policy.AlikePair;
import org.junit.jupiter.api.Test;

class PolicyIntersectionTest {
  private static final Address ONE = Address.parse("0xabcd" + "1".repeat(32) + "1234");
  private static final Address OTHER = Address.parse("0xabcd" + "2".repeat(32) + "1234");

  @Test
  void wantedAddressesThatLookAlikeStayWanted() {
    Policy both = policy(List.of(ONE, OTHER), List.of(AlikePair.of(ONE, OTHER)));
    assertThat(PolicyIntersection.of(both, both)).isEqualTo(both);
    Policy one = policy(List.of(ONE), List.of());
    assertThat(PolicyIntersection.of(both, one)).isEqualTo(one);
    assertThat(PolicyIntersection.of(one, both)).isEqualTo(one);
  }

  private static Policy policy(List<Address> recipients, List<AlikePair> alike) {
    return new Policy(
        1,
        null,
        Bytes.of(new byte[16]),
        0,
        true,
        1,
        86_400,
        List.of(),
        recipients.stream()
            .map(address ->
                new AddressBookEntry(
                    Networks.PRACTICE.chain(), address, address.equals(ONE) ? "Bank" : "Shop"))
            .toList(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        alike);
  }
}
