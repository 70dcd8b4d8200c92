package org.foresign.model.eth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.foresign.codec.Bytes;
import org.foresign.codec.FixedBytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.crypto.Keccak;
import org.foresign.crypto.Secp256k1;

/** A 20-byte account address. Its text form always carries the EIP-55 checksum. */
public record Address(Bytes bytes) implements FixedBytes<Address> {
  public static final Address ZERO = new Address(Bytes.of(new byte[20]));

  public Address {
    bytes.requireSize(20, "an address has");
  }

  public static Address of(byte[] source) {
    return new Address(Bytes.of(source));
  }

  /**
   * The last 20 bytes of Keccak-256 over x and y of an uncompressed key of 65 bytes.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Address ofPublicKey(byte[] publicKey65) {
    if (publicKey65.length != 65 || publicKey65[0] != 4) {
      throw new IllegalArgumentException(
          "an uncompressed public key has 65 bytes and begins with 4");
    }
    return new Address(Bytes.of(Keccak.hash(Arrays.copyOfRange(publicKey65, 1, 65)), 12, 20));
  }

  /**
   * The address of the key that made this signature.
   *
   * @throws IllegalArgumentException if no key could have made it
   */
  public static Address recovered(Secp256k1 curve, byte[] digest32, EcdsaSignature signature) {
    return ofPublicKey(curve.recover(digest32, signature));
  }

  /**
   * Reads {@code 0x} and 40 hex digits; mixed case must carry the right EIP-55 checksum.
   *
   * @throws IllegalArgumentException if it is not an address or its checksum is wrong
   */
  public static Address parse(String text) {
    if (text.length() != 42 || !text.startsWith("0x")) {
      throw new IllegalArgumentException("an address is 0x and 40 hex digits");
    }
    Address address = new Address(Bytes.parseHex(text));
    String digits = text.substring(2);
    boolean mixed =
        !digits.equals(digits.toLowerCase(Locale.ROOT))
            && !digits.equals(digits.toUpperCase(Locale.ROOT));
    if (mixed && !address.toString().equals(text)) {
      throw new IllegalArgumentException("the EIP-55 checksum of this address is wrong");
    }
    return address;
  }

  /** EIP-55 text. */
  @Override
  public String toString() {
    String hex = bytes.hex();
    byte[] hash = Keccak.hash(hex.getBytes(StandardCharsets.US_ASCII));
    StringBuilder text = new StringBuilder("0x");
    for (int i = 0; i < hex.length(); i++) {
      int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
      text.append(nibble >= 8 ? Character.toUpperCase(hex.charAt(i)) : hex.charAt(i));
    }
    return text.toString();
  }
}
