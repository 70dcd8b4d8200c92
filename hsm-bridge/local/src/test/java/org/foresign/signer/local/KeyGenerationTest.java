package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.assertProblem;
import static org.foresign.signer.local.Vectors.hex;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;
import org.foresign.model.problem.ProblemException;
import org.foresign.signer.local.Throws.Kind;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class KeyGenerationTest {
  private static final String EXPECTED_DICE =
      "bf67a37535fee0fdfa67472ba8c1e53c8d3cf73a895709e4188267af288cca29";
  private static final String EXPECTED_COIN = "26cc11369a4e1541c70693a70d2825f5";

  /** A generator that always gives the same bytes, as a broken one might. */
  private static final class Stuck extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte value;

    Stuck(int value) {
      this.value = (byte) value;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      Arrays.fill(bytes, value);
    }
  }

  @Test
  void asksForAsManyThrowsAsTheKeyHasBits() {
    // ceil(128 / log2(6)) and ceil(256 / log2(6)), and one bit for each coin
    assertThat(Kind.DICE.throwsFor(128)).isEqualTo(50);
    assertThat(Kind.DICE.throwsFor(256)).isEqualTo(100);
    assertThat(Kind.COIN.throwsFor(256)).isEqualTo(256);
    assertThat(Math.pow(6, 50)).isGreaterThan(Math.pow(2, 128));
    assertThat(BigInteger.valueOf(6).pow(100)).isGreaterThan(BigInteger.TWO.pow(256));
  }

  @Test
  void keepsAllOfTheSystemsEntropyWhateverIsThrown() throws ProblemException {
    // With the throws fixed, the result is the system's bytes under a fixed mask: a bijection.
    String zero = generate(new Stuck(0), dice(100, 1), 256);
    String ones = generate(new Stuck(0xff), dice(100, 1), 256);
    BigInteger both = new BigInteger(zero, 16).xor(new BigInteger(ones, 16));
    assertThat(both).isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
  }

  @Test
  void stillMakesDifferentKeysFromDifferentThrowsWhenTheSystemIsStuck() {
    Set<String> made = new HashSet<>();
    String first = dice(100, 7);
    Seeds.check(
        50,
        random -> {
          char[] other = first.toCharArray();
          int place = random.nextInt(other.length);
          other[place] = other[place] == '6' ? '1' : (char) (other[place] + 1);
          made.add(generate(new Stuck(0), new String(other), 256));
          assertThat(made).doesNotContain(generate(new Stuck(0), first, 256));
        });
    assertThat(made.size()).isGreaterThan(20);
  }

  @Test
  void agreesWithTheFormulaComputedElsewhere() throws ProblemException {
    // HKDF-SHA-256 by Node's crypto: ikm = bytes 0..5 repeated, info = foresign/dice-throws/v1 00
    assertThat(generate(new Stuck(0), "123456".repeat(17), 256)).isEqualTo(EXPECTED_DICE);
    assertThat(generate(new Stuck(0), "HT".repeat(64), 128)).isEqualTo(EXPECTED_COIN);
  }

  @Test
  void refusesTooFewStrangeOrLopsidedThrows() {
    assertProblem(KeyProblem.KEY_ENTROPY_TOO_LITTLE, () -> parse(Kind.DICE, dice(99, 1), 256));
    assertProblem(KeyProblem.KEY_ENTROPY_TOO_LITTLE, () -> parse(Kind.DICE, "", 128));
    assertProblem(KeyProblem.KEY_ENTROPY_TOO_LITTLE, () -> parse(Kind.COIN, "HT".repeat(63), 128));
    for (String bad : new String[] {"0", "7", "a", "\u0661", "-"}) {
      assertProblem(KeyProblem.KEY_ENTROPY_SYMBOL, () -> parse(Kind.DICE, dice(99, 1) + bad, 256));
    }
    assertProblem(KeyProblem.KEY_ENTROPY_SYMBOL, () -> parse(Kind.COIN, "HT2".repeat(99), 128));
    assertProblem(KeyProblem.KEY_ENTROPY_SYMBOL, () -> parse(Kind.COIN, "HT".repeat(501), 128));
    assertProblem(KeyProblem.KEY_ENTROPY_LOPSIDED, () -> parse(Kind.DICE, "6".repeat(100), 256));
    assertProblem(KeyProblem.KEY_ENTROPY_LOPSIDED, () -> parse(Kind.COIN, "HHHHT".repeat(60), 256));
  }

  @Test
  void wipesWhatWasTyped() throws ProblemException {
    char[] typed = dice(100, 3).toCharArray();
    Throws.parse(Kind.DICE, typed, 256).close();
    assertThat(typed).containsOnly('\0');
  }

  @Test
  void makesWordsOfEachLengthFromTheSystemAlone() {
    KeyGeneration generation = new KeyGeneration(new SecureRandom(), ACCESS);
    for (int bits : new int[] {128, 160, 192, 224, 256}) {
      try (Mnemonic one = generation.generate(bits);
          Mnemonic other = generation.generate(bits)) {
        assertThat(one.wordCount()).isEqualTo(bits * 3 / 32);
        assertThat(hex(one.entropy())).isNotEqualTo(hex(other.entropy()));
      }
    }
  }

  private static Throws parse(Kind kind, String text, int bits) throws ProblemException {
    return Throws.parse(kind, text.toCharArray(), bits);
  }

  private static String generate(SecureRandom random, String text, int bits)
      throws ProblemException {
    Kind kind = text.startsWith("H") ? Kind.COIN : Kind.DICE;
    try (Throws thrown = parse(kind, text, bits);
        Mnemonic made = new KeyGeneration(random, ACCESS).generate(thrown)) {
      return made.entropy().use(ACCESS, raw -> HexFormat.of().formatHex(raw));
    }
  }

  private static String dice(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('1' + random.nextInt(6)));
    }
    return text.toString();
  }
}
