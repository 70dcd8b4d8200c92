package org.foresign.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Mutator;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** Against an independent implementation in its strictest mode, plus the subset's own rules. */
class CborOracleTest {
  private static final CBOREncodeOptions STRICT = new CBOREncodeOptions("ctap2canonical=true");

  @Test
  void acceptsExactlyWhatTheOracleAcceptsUpToThreeBytes() {
    int accepted = 0;
    for (int length = 1; length <= 3; length++) {
      byte[] input = new byte[length];
      for (int value = 0; value < 1 << (8 * length); value++) {
        for (int i = 0; i < length; i++) {
          input[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        // the oracle is slow: all of one and two bytes, every 1,009th of three
        if (length == 3 && value % 1009 != 0) {
          continue;
        }
        boolean ours = ours(input);
        if (ours != oracle(input)) {
          fail("%s: ours says %s", HexFormat.of().formatHex(input), ours);
        }
        accepted += ours ? 1 : 0;
      }
    }
    assertThat(accepted).isGreaterThan(1000);
  }

  @Test
  void agreesWithTheOracleOnRandomItemsAndTheirMutations() {
    Seeds.check(
        300,
        random -> {
          CborWriter writer = new CborWriter();
          write(writer, random, 3);
          byte[] item = writer.toByteArray();
          assertThat(CBORObject.DecodeFromBytes(item, STRICT).EncodeToBytes(STRICT))
              .isEqualTo(item);
          assertThat(new CborReader(item, item.length).onlyItem().toArray()).isEqualTo(item);
          for (int i = 0; i < 20; i++) {
            byte[] changed = item.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(ours(changed))
                .as(HexFormat.of().formatHex(changed))
                .isEqualTo(oracle(changed));
          }
        });
  }

  @Test
  void damagedItemsGiveOnlyTheDeclaredProblem() {
    CborWriter writer = new CborWriter().map(5);
    writer.key(0).array(3).uint(1).negint(-500).quantity(BigInteger.ONE.shiftLeft(200));
    writer.key(1).text("grün").key(24).bytes(new byte[40]).key(1000).bool(true);
    writer.key(-1).array(1).array(1).map(1).key(7).array(1).array(0);
    byte[] good = writer.toByteArray();
    Mutator.of(
            good,
            bytes -> new CborReader(bytes, 10_000).onlyItem(),
            Bytes::toArray,
            ProblemException.class)
        .assertCanonical();
  }

  @Test
  void hostileNestingAndCountsStopAtOnce() {
    byte[] deep = new byte[1_000_000];
    for (int first : new int[] {0x81, 0xa1, 0x9f, 0xbf, 0xc1, 0xd8, 0x9b, 0xbb, 0x5b, 0x7b}) {
      Arrays.fill(deep, (byte) first);
      assertThat(ours(deep)).as(Integer.toHexString(first)).isFalse();
    }
  }

  private static boolean ours(byte[] input) {
    try {
      assertThat(new CborReader(input, input.length).onlyItem().toArray()).isEqualTo(input);
      return true;
    } catch (ProblemException e) {
      return false;
    }
  }

  /** The oracle's answer, narrowed by what the subset leaves out of CTAP2's canonical form. */
  private static boolean oracle(byte[] input) {
    try {
      CBORObject object = CBORObject.DecodeFromBytes(input, STRICT);
      return inSubset(object) && Arrays.equals(object.EncodeToBytes(STRICT), input);
    } catch (CBORException e) {
      return false;
    }
  }

  private static boolean inSubset(CBORObject object) {
    if (object.isTagged()) {
      return false;
    }
    return switch (object.getType()) {
      case Integer -> object.CanValueFitInInt64() || !object.AsNumber().IsNegative();
      case ByteString, TextString, Boolean -> true;
      case Array -> object.getValues().stream().allMatch(CborOracleTest::inSubset);
      case Map ->
          object.getKeys().stream().allMatch(CborOracleTest::isKey)
              && object.getValues().stream().allMatch(CborOracleTest::inSubset);
      default -> false;
    };
  }

  private static boolean isKey(CBORObject key) {
    return key.getType() == CBORType.Integer && !key.isTagged() && key.CanValueFitInInt64();
  }

  private static void write(CborWriter writer, SplittableRandom random, int levels) {
    switch (random.nextInt(levels == 0 ? 5 : 7)) {
      case 0 -> writer.integer(random.nextLong() >> random.nextInt(64));
      case 1 -> writer.uint64(random.nextLong() >>> random.nextInt(64));
      case 2 -> writer.bytes(Seeds.bytes(random, random.nextInt(40)));
      case 3 -> writer.text("ä€😀z".repeat(random.nextInt(10)));
      case 4 -> writer.bool(random.nextBoolean());
      case 5 -> {
        int count = random.nextInt(5);
        writer.array(count);
        for (int i = 0; i < count; i++) {
          write(writer, random, levels - 1);
        }
      }
      default -> {
        TreeSet<Long> keys = new TreeSet<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
          keys.add(random.nextLong() >> random.nextInt(64));
        }
        writer.map(keys.size());
        for (long key : keys.tailSet(0L, true)) {
          write(writer.key(key), random, levels - 1);
        }
        for (long key : keys.headSet(0L, false).descendingSet()) {
          write(writer.key(key), random, levels - 1);
        }
      }
    }
  }
}
