package org.foresign.signer;

import java.util.Set;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;

/**
 * What a signer can do, so that a screen can say beforehand what will be asked of people.
 *
 * @param accounts accounts it signs for
 * @param confirmsEachLeaf somebody must confirm each leaf on a device
 * @param carriesMessages it has messages to carry between machines before it can answer
 */
public record SignerCapabilities(
    SignerKind kind, Set<Address> accounts, boolean confirmsEachLeaf, boolean carriesMessages) {
  public SignerCapabilities {
    accounts = Set.copyOf(accounts);
  }
}
