package org.foresign.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.foresign.codec.Bytes;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** The sum modulo 2^256, beside the JDK's own large numbers. */
class RowSumTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private static byte[] code(SplittableRandom random) {
    byte[] code = new byte[32];
    random.nextBytes(code);
    for (int i = 0; i < 32; i += 8) {
      switch (random.nextInt(4)) { // words at whose ends the carries are
        case 0 -> Arrays.fill(code, i, i + 8, (byte) 0xff);
        case 1 -> Arrays.fill(code, i, i + 8, (byte) 0);
        default -> {}
      }
    }
    return code;
  }

  @Test
  void addsAndSubtractsAsNumbersDo() {
    Seeds.check(50, RowSumTest::oneCase);
  }

  private static void oneCase(SplittableRandom random) {
    RowSum sum = new RowSum();
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < 400; i++) {
      byte[] code = code(random);
      if (random.nextBoolean()) {
        sum.add(code);
        number = number.add(new BigInteger(1, code)).mod(MODULUS);
      } else {
        sum.subtract(code);
        number = number.subtract(new BigInteger(1, code)).mod(MODULUS);
      }
      assertThat(new BigInteger(1, sum.bytes())).isEqualTo(number);
    }
    assertThat(Bytes.of(RowSum.of(sum.bytes()).bytes())).isEqualTo(Bytes.of(sum.bytes()));
  }
}
