package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.foresign.codec.Bytes;
import org.junit.jupiter.api.Test;

/** Where r and s begin and end, by the group order that Bouncy Castle knows. */
class EcdsaSignatureTest {
  private static final BigInteger N = SECNamedCurves.getByName("secp256k1").getN();
  private static final BigInteger HALF = N.shiftRight(1);
  private static final BigInteger ONE = BigInteger.ONE;

  @Test
  void takesBothEndsOfTheRange() {
    for (BigInteger r : List.of(ONE, N.subtract(ONE))) {
      for (BigInteger s : List.of(ONE, HALF)) {
        EcdsaSignature signature = new EcdsaSignature(compact(r, s), 1);
        assertThat(signature.r()).isEqualTo(r);
        assertThat(signature.s()).isEqualTo(s);
      }
    }
  }

  @Test
  void refusesWhatLiesBeyond() {
    BigInteger most = ONE.shiftLeft(256).subtract(ONE);
    for (BigInteger r : List.of(BigInteger.ZERO, N, N.add(ONE), most)) {
      refused(compact(r, ONE), 0);
    }
    for (BigInteger s : List.of(BigInteger.ZERO, HALF.add(ONE), N.subtract(ONE), N, most)) {
      refused(compact(ONE, s), 0);
    }
  }

  @Test
  void refusesOtherShapes() {
    Bytes good = compact(ONE, ONE);
    refused(good, 2);
    refused(good, -1);
    refused(good.slice(0, 63), 0);
    refused(good.concat(Bytes.of((byte) 0)), 0);
  }

  private static void refused(Bytes compact, int parity) {
    assertThatThrownBy(() -> new EcdsaSignature(compact, parity))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Bytes compact(BigInteger r, BigInteger s) {
    return Bytes.parseHex("%064x%064x".formatted(r, s));
  }
}
