package org.foresign.signer.local;

import java.math.BigInteger;
import java.util.Arrays;
import org.foresign.crypto.Sha256;

/**
 * Reads the text form of BIP-32's extended private keys, strictly. The product has no such reader;
 * this one lets the vectors speak.
 */
record ExtendedPrivateText(int depth, byte[] fingerprint, int index, byte[] chain, byte[] key) {
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int XPRV = 0x0488ade4;

  static ExtendedPrivateText parse(String text) {
    byte[] all = base58(text, 82);
    byte[] body = Arrays.copyOf(all, 78);
    byte[] sum = Arrays.copyOf(Sha256.hash(Sha256.hash(body)), 4);
    require(Arrays.equals(sum, Arrays.copyOfRange(all, 78, 82)), "checksum");
    require(new BigInteger(1, Arrays.copyOf(body, 4)).intValue() == XPRV, "version");
    int depth = body[4] & 0xff;
    byte[] fingerprint = Arrays.copyOfRange(body, 5, 9);
    int index = new BigInteger(1, Arrays.copyOfRange(body, 9, 13)).intValue();
    require(depth > 0 || (index == 0 && Arrays.equals(fingerprint, new byte[4])), "depth");
    require(body[45] == 0, "prefix");
    byte[] key = Arrays.copyOfRange(body, 46, 78);
    require(Vectors.CURVE.isValidPrivateKey(key), "range");
    return new ExtendedPrivateText(
        depth, fingerprint, index, Arrays.copyOfRange(body, 13, 45), key);
  }

  private static byte[] base58(String text, int length) {
    BigInteger value = BigInteger.ZERO;
    for (char sign : text.toCharArray()) {
      int digit = BASE58.indexOf(sign);
      require(digit >= 0, "alphabet");
      value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    byte[] bytes = value.toByteArray();
    int skip = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    require(bytes.length - skip <= length, "length");
    byte[] out = new byte[length];
    System.arraycopy(bytes, skip, out, length - (bytes.length - skip), bytes.length - skip);
    return out;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(what);
    }
  }
}
