package org.foresign.model.staking;

import java.util.Optional;
import org.foresign.codec.Bytes;
import org.foresign.codec.FixedBytes;
import org.foresign.model.eth.Address;

/**
 * Where a validator's stake goes when it leaves: 32 bytes whose first one is the kind (consensus
 * specs: phase0 0x00, capella 0x01, electra 0x02). Any 32 bytes can be held so that a fault can be
 * shown; {@link Kind#UNUSABLE} is refused everywhere.
 */
public record WithdrawalCredentials(Bytes bytes) implements FixedBytes<WithdrawalCredentials> {
  /** What the credentials promise. */
  public enum Kind {
    /** 0x00: hash of a BLS key. Read in old files, never planned. */
    BLS,
    /** 0x01: an address, balance above 32 ETH is swept out. */
    ETH1,
    /** 0x02: an address, compounding up to 2048 ETH. */
    COMPOUNDING,
    /** Any other prefix (0xB0 are builders, gloas), or 0x01/0x02 with padding that is not zero. */
    UNUSABLE;

    /** Whether a stake with such credentials may be planned and signed. */
    public boolean plannable() {
      return this == ETH1 || this == COMPOUNDING;
    }
  }

  private static final int ADDRESS_OFFSET = 12;

  public WithdrawalCredentials {
    bytes.requireSize(32, "credentials have");
  }

  public static WithdrawalCredentials of(byte[] source) {
    return new WithdrawalCredentials(Bytes.of(source));
  }

  public static WithdrawalCredentials parseHex(String text) {
    return new WithdrawalCredentials(Bytes.parseHex(text));
  }

  /** Credentials of kind 0x01. */
  public static WithdrawalCredentials eth1(Address address) {
    return prefixed((byte) 1, address);
  }

  /** Credentials of kind 0x02 (EIP-7251). */
  public static WithdrawalCredentials compounding(Address address) {
    return prefixed((byte) 2, address);
  }

  private static WithdrawalCredentials prefixed(byte prefix, Address address) {
    byte[] value = new byte[32];
    value[0] = prefix;
    System.arraycopy(address.toArray(), 0, value, ADDRESS_OFFSET, 20);
    return of(value);
  }

  public Kind kind() {
    return switch (bytes.at(0)) {
      case 0 -> Kind.BLS;
      case 1 -> paddingIsZero() ? Kind.ETH1 : Kind.UNUSABLE;
      case 2 -> paddingIsZero() ? Kind.COMPOUNDING : Kind.UNUSABLE;
      default -> Kind.UNUSABLE;
    };
  }

  /** The address the stake goes to; empty for kinds without one. */
  public Optional<Address> address() {
    return kind().plannable()
        ? Optional.of(new Address(bytes.slice(ADDRESS_OFFSET, 20)))
        : Optional.empty();
  }

  private boolean paddingIsZero() {
    for (int i = 1; i < ADDRESS_OFFSET; i++) {
      if (bytes.at(i) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return bytes.prefixedHex();
  }
}
