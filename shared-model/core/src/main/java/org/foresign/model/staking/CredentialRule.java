package org.foresign.model.staking;

import java.util.Set;
import org.foresign.model.eth.Address;

/** Which withdrawal credentials a reader of deposits accepts. */
public sealed interface CredentialRule {
  /** Any kind a validator can have, the old 0x00 included: for looking at a file only. */
  record AnyKind() implements CredentialRule {}

  /** Only 0x01 and 0x02 that pay to one of {@code owners}: for everything that leads to a stake. */
  record PaysTo(Set<Address> owners) implements CredentialRule {
    public PaysTo {
      owners = Set.copyOf(owners);
      if (owners.isEmpty()) {
        throw new IllegalArgumentException("at least one withdrawal address is expected");
      }
    }
  }

  static CredentialRule anyKind() {
    return new AnyKind();
  }

  static CredentialRule paysTo(Address... owners) {
    return new PaysTo(Set.of(owners));
  }
}
