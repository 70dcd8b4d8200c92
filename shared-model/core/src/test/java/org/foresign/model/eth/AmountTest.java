package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.foresign.codec.Bytes;
import org.foresign.crypto.EcdsaSignature;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.web3j.utils.Convert;

class AmountTest {
  private static final Wei MAX = new Wei(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));

  @Test
  void etherTextAgreesWithWeb3j() {
    Seeds.check(
        100,
        random -> {
          Wei wei = new Wei(new BigInteger(1, Seeds.bytes(random, random.nextInt(13))));
          BigDecimal theirs = Convert.fromWei(new BigDecimal(wei.value()), Convert.Unit.ETHER);
          assertThat(new BigDecimal(wei.toEther())).isEqualByComparingTo(theirs);
          assertThat(Wei.parseEther(wei.toEther())).isEqualTo(wei);
        });
    assertThat(Wei.parseEther("0.5").toEther()).isEqualTo("0.5");
    assertThat(Wei.ofGwei(1_000_000_000)).isEqualTo(Wei.ONE_ETHER);
    assertThat(Gwei.ofEther(32).toWei()).isEqualTo(Wei.ONE_ETHER.times(32));
    assertThat(Wei.ZERO.toEther()).isEqualTo("0");
  }

  @Test
  void refusesAmountsOutOfRangeOrTooFine() {
    for (String text :
        new String[] {
          "-1", "", "1 ", "0x1", "NaN", "1e1000000000", "0.0000000000000000001", "1,5"
        }) {
      assertThatIllegalArgumentException().as(text).isThrownBy(() -> Wei.parseEther(text));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> MAX.plus(Wei.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Wei.ZERO.minus(Wei.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> MAX.times(2));
    assertThatIllegalArgumentException().isThrownBy(() -> Wei.of(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Gwei(-1));
  }

  @Test
  void replacementNeedsAnEighthMoreOnBothFields() {
    FeeCaps low = caps(800, 80);
    assertThat(caps(900, 90).replaces(low)).isTrue();
    assertThat(caps(899, 90).replaces(low)).isFalse();
    assertThat(caps(900, 89).replaces(low)).isFalse();
    assertThat(caps(901, 0).replaces(caps(800, 0))).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> caps(10, 11));
  }

  @Test
  void signaturesAreLowAndInRange() {
    BigInteger half = EcdsaSignature.N.shiftRight(1);
    assertThat(signature(BigInteger.ONE, half, 1).s()).isEqualTo(half);
    refuses(BigInteger.ONE, half.add(BigInteger.ONE), 0);
    refuses(BigInteger.ZERO, BigInteger.ONE, 0);
    refuses(EcdsaSignature.N, BigInteger.ONE, 0);
    refuses(BigInteger.ONE, BigInteger.ZERO, 0);
    refuses(BigInteger.ONE, BigInteger.ONE, 2);
    refuses(BigInteger.ONE, BigInteger.ONE, -1);
  }

  private static void refuses(BigInteger r, BigInteger s, int parity) {
    assertThatIllegalArgumentException().isThrownBy(() -> signature(r, s, parity));
  }

  private static EcdsaSignature signature(BigInteger r, BigInteger s, int parity) {
    byte[] compact = new byte[64];
    write(r, compact, 32);
    write(s, compact, 64);
    return new EcdsaSignature(Bytes.of(compact), parity);
  }

  private static void write(BigInteger value, byte[] out, int end) {
    for (int i = 0; i < 32; i++) {
      out[end - 1 - i] = value.shiftRight(8 * i).byteValue();
    }
  }

  private static FeeCaps caps(long cap, long tip) {
    return new FeeCaps(Wei.of(cap), Wei.of(tip));
  }

  /** Nine eighths of such a cap are more than an amount can be; comparing it is no fault. */
  @Test
  void theHighestFeeCapsCanBeCompared() {
    Wei most = new Wei(java.math.BigInteger.TWO.pow(256).subtract(java.math.BigInteger.ONE));
    Wei half = new Wei(java.math.BigInteger.TWO.pow(255));
    assertThat(new FeeCaps(most, most).replaces(new FeeCaps(half, half))).isTrue();
    assertThat(new FeeCaps(half, half).replaces(new FeeCaps(most, most))).isFalse();
  }
}
