package org.foresign.crypto;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/**
 * The portable implementation. Bouncy Castle's numbers are immutable, so the key can not be wiped
 * out of them, and not constant time in every step: it is the fallback of a machine that nobody can
 * time, and the oracle of the native one.
 */
public final class BouncySecp256k1 implements Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger N = CURVE.getN();
  private static final BigInteger HALF_N = N.shiftRight(1);

  @Override
  public void signInto(byte[] privateKey32, byte[] digest32, byte[] out65) {
    requireLength(digest32, 32);
    requireLength(out65, 65);
    BigInteger d = scalar(privateKey32);
    BigInteger z = new BigInteger(1, digest32);
    Rfc6979 nonces = new Rfc6979(privateKey32, digest32);
    try {
      while (true) {
        BigInteger k = nonces.next();
        ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), k).normalize();
        BigInteger x = point.getAffineXCoord().toBigInteger();
        BigInteger r = x.mod(N);
        BigInteger s = BigIntegers.modOddInverse(N, k).multiply(z.add(d.multiply(r))).mod(N);
        // R.x at or above n needs recovery id 2 or 3, which no transaction can carry; like r = 0
        // and s = 0 it has never been seen (probability below 2^-127) and takes the next nonce.
        if (r.signum() == 0 || s.signum() == 0 || !x.equals(r)) {
          continue;
        }
        boolean odd = point.getAffineYCoord().testBitZero();
        if (s.compareTo(HALF_N) > 0) {
          s = N.subtract(s);
          odd = !odd;
        }
        BigIntegers.asUnsignedByteArray(r, out65, 0, 32);
        BigIntegers.asUnsignedByteArray(s, out65, 32, 32);
        out65[64] = (byte) (odd ? 1 : 0);
        return;
      }
    } finally {
      nonces.wipe();
    }
  }

  @Override
  public byte[] publicKey(byte[] privateKey32) {
    return new FixedPointCombMultiplier()
        .multiply(CURVE.getG(), scalar(privateKey32))
        .getEncoded(false);
  }

  @Override
  public byte[] recover(byte[] digest32, EcdsaSignature signature) {
    requireLength(digest32, 32);
    BigInteger r = signature.r();
    byte[] encoded = new byte[33];
    encoded[0] = (byte) (2 + signature.yParity());
    BigIntegers.asUnsignedByteArray(r, encoded, 1, 32);
    ECPoint point = CURVE.getCurve().decodePoint(encoded);
    BigInteger inverse = BigIntegers.modOddInverseVar(N, r);
    BigInteger u1 = N.subtract(new BigInteger(1, digest32).mod(N)).multiply(inverse).mod(N);
    BigInteger u2 = signature.s().multiply(inverse).mod(N);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point, u2).normalize();
    if (key.isInfinity()) {
      throw new IllegalArgumentException("no key could have made this signature");
    }
    return key.getEncoded(false);
  }

  @Override
  public boolean isValidPrivateKey(byte[] privateKey32) {
    if (privateKey32.length != 32) {
      return false;
    }
    BigInteger d = new BigInteger(1, privateKey32);
    return d.signum() > 0 && d.compareTo(N) < 0;
  }

  @Override
  public String name() {
    return "Bouncy Castle";
  }

  private BigInteger scalar(byte[] privateKey32) {
    if (!isValidPrivateKey(privateKey32)) {
      throw new IllegalArgumentException("a private key is 32 bytes and in 1 to n - 1");
    }
    return new BigInteger(1, privateKey32);
  }

  private static void requireLength(byte[] value, int length) {
    if (value.length != length) {
      throw new IllegalArgumentException(value.length + " bytes, not " + length);
    }
  }

  /** Deterministic nonces, RFC 6979 section 3.2 with HMAC-SHA-256 and qlen = hlen = 256. */
  private static final class Rfc6979 {
    private final HMac hmac = new HMac(new SHA256Digest());
    private final byte[] key = new byte[32];
    private final byte[] value = new byte[32];
    private boolean used;

    Rfc6979(byte[] privateKey, byte[] digest) {
      byte[] reduced =
          BigIntegers.asUnsignedByteArray(32, new BigInteger(1, digest).mod(N)); // bits2octets
      Arrays.fill(value, (byte) 1);
      for (byte round = 0; round < 2; round++) {
        hmac.init(new KeyParameter(key));
        hmac.update(value, 0, 32);
        hmac.update(round);
        hmac.update(privateKey, 0, 32);
        hmac.update(reduced, 0, 32);
        hmac.doFinal(key, 0);
        hmac.init(new KeyParameter(key));
        hmac.update(value, 0, 32);
        hmac.doFinal(value, 0);
      }
    }

    /** The next candidate; step 3.2 h also goes on where the signature refused the last one. */
    BigInteger next() {
      while (true) {
        if (used) {
          advance();
        }
        used = true;
        hmac.update(value, 0, 32);
        hmac.doFinal(value, 0);
        BigInteger k = new BigInteger(1, value);
        if (k.signum() > 0 && k.compareTo(N) < 0) {
          return k;
        }
      }
    }

    private void advance() {
      hmac.update(value, 0, 32);
      hmac.update((byte) 0);
      hmac.doFinal(key, 0);
      hmac.init(new KeyParameter(key));
      hmac.update(value, 0, 32);
      hmac.doFinal(value, 0);
    }

    void wipe() {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(value, (byte) 0);
      hmac.reset();
    }
  }
}
