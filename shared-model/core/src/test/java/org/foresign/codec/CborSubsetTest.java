package org.foresign.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborSubsetTest {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "10, 0a",
    "23, 17",
    "24, 1818",
    "25, 1819",
    "100, 1864",
    "1000, 1903e8",
    "1000000, 1a000f4240",
    "1000000000000, 1b000000e8d4a51000",
    "-1, 20",
    "-10, 29",
    "-100, 3863",
    "-1000, 3903e7"
  })
  void integersFollowRfc8949AppendixA(long value, String hex) throws ProblemException {
    assertThat(hex(new CborWriter().integer(value))).isEqualTo(hex);
    CborReader reader = reader(hex);
    assertThat(reader.integer()).isEqualTo(value);
    reader.end();
  }

  @Test
  void largestUnsignedFollowsRfc8949AppendixA() throws ProblemException {
    BigInteger max = TWO_64.subtract(BigInteger.ONE);
    assertThat(hex(new CborWriter().quantity(max))).isEqualTo("1bffffffffffffffff");
    assertThat(reader("1bffffffffffffffff").quantity()).isEqualTo(max);
    assertThat(reader("1bffffffffffffffff").uint64()).isEqualTo(-1L);
    refuses(() -> reader("1bffffffffffffffff").uint(), CodecProblem.CBOR_OUT_OF_RANGE);
    refuses(() -> reader("3bffffffffffffffff").integer(), CodecProblem.CBOR_OUT_OF_RANGE);
    assertThat(reader("3b7fffffffffffffff").integer()).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 60",
    "a, 6161",
    "IETF, 6449455446",
    "ü, 62c3bc",
    "水, 63e6b0b4",
    "𐅑, 64f0908591"
  })
  void textFollowsRfc8949AppendixA(String text, String hex) throws ProblemException {
    assertThat(hex(new CborWriter().text(text))).isEqualTo(hex);
    assertThat(reader(hex).text(10)).isEqualTo(text);
  }

  @Test
  void containersFollowRfc8949AppendixA() throws ProblemException {
    CborWriter nested = new CborWriter().array(3).uint(1).array(2).uint(2).uint(3);
    assertThat(hex(nested.array(2).uint(4).uint(5))).isEqualTo("8301820203820405");
    assertThat(hex(new CborWriter().map(2).key(1).uint(2).key(3).uint(4))).isEqualTo("a201020304");
    assertThat(hex(new CborWriter().array(0))).isEqualTo("80");
    assertThat(hex(new CborWriter().map(0))).isEqualTo("a0");
    assertThat(hex(new CborWriter().bytes(new byte[] {1, 2, 3, 4}))).isEqualTo("4401020304");
    assertThat(hex(new CborWriter().bool(false))).isEqualTo("f4");
    assertThat(hex(new CborWriter().bool(true))).isEqualTo("f5");
    CborReader reader = reader("8301820203820405");
    reader.arrayExactly(3);
    assertThat(reader.uint()).isEqualTo(1);
    assertThat(reader.itemBytes().hex()).isEqualTo("820203");
    assertThat(reader.array(2)).isEqualTo(2);
    assertThat(reader.uint()).isEqualTo(4);
    assertThat(reader.uint(5)).isEqualTo(5);
    reader.end();
  }

  @ParameterizedTest
  @CsvSource({
    "f90000, CBOR_FORBIDDEN_TYPE",
    "fa47c35000, CBOR_FORBIDDEN_TYPE",
    "f6, CBOR_FORBIDDEN_TYPE",
    "f7, CBOR_FORBIDDEN_TYPE",
    "f0, CBOR_FORBIDDEN_TYPE",
    "f818, CBOR_FORBIDDEN_TYPE",
    "f814, CBOR_FORBIDDEN_TYPE",
    "c074323031332d30332d32315432303a30343a30305a, CBOR_FORBIDDEN_TYPE",
    "c249010000000000000000, CBOR_FORBIDDEN_TYPE",
    "ff, CBOR_FORBIDDEN_TYPE",
    "5f42010243030405ff, CBOR_NOT_CANONICAL",
    "7f657374726561646d696e67ff, CBOR_NOT_CANONICAL",
    "9fff, CBOR_NOT_CANONICAL",
    "bf0102ff, CBOR_NOT_CANONICAL",
    "1800, CBOR_NOT_CANONICAL",
    "1817, CBOR_NOT_CANONICAL",
    "1900ff, CBOR_NOT_CANONICAL",
    "1a0000ffff, CBOR_NOT_CANONICAL",
    "1b00000000ffffffff, CBOR_NOT_CANONICAL",
    "3817, CBOR_NOT_CANONICAL",
    "580100, CBOR_NOT_CANONICAL",
    "9800, CBOR_NOT_CANONICAL",
    "b800, CBOR_NOT_CANONICAL",
    "1c, CBOR_MALFORMED",
    "1e, CBOR_MALFORMED",
    "1f, CBOR_NOT_CANONICAL",
    "3c, CBOR_MALFORMED",
    "a2020001 00, CBOR_NOT_CANONICAL",
    "a201000100, CBOR_NOT_CANONICAL",
    "a220000100, CBOR_NOT_CANONICAL",
    "a1616100, CBOR_FORBIDDEN_TYPE",
    "a1410000, CBOR_FORBIDDEN_TYPE",
    "a1f400, CBOR_FORBIDDEN_TYPE",
    "3bffffffffffffffff, CBOR_OUT_OF_RANGE",
    "a11bffffffffffffffff00, CBOR_OUT_OF_RANGE",
    "61ff, CBOR_MALFORMED",
    "62c080, CBOR_MALFORMED",
    "63eda080, CBOR_MALFORMED",
    "'', CBOR_TRUNCATED",
    "18, CBOR_TRUNCATED",
    "4101 02, CBOR_TRAILING_BYTES",
    "42 01, CBOR_TRUNCATED",
    "82 01, CBOR_TRUNCATED",
    "a1 01, CBOR_TRUNCATED",
    "5a7fffffff00, CBOR_TOO_LARGE",
    "9b7fffffffffffffff, CBOR_TOO_LARGE",
    "bbffffffffffffffff, CBOR_TOO_LARGE",
    "5bffffffffffffffff, CBOR_TOO_LARGE",
    "818181818181818100, 'null'",
    "81818181818181818100, CBOR_TOO_DEEP",
    "818181818181818180, CBOR_TOO_DEEP",
    "a101a101a101a101a101a101a101a101a0, CBOR_TOO_DEEP"
  })
  void refusesEverythingOutsideTheSubset(String hex, String code) throws ProblemException {
    if (code.equals("null")) {
      assertThat(reader(hex).onlyItem().hex()).isEqualTo(hex);
    } else {
      refuses(() -> reader(hex.replace(" ", "")).onlyItem(), CodecProblem.valueOf(code));
    }
  }

  /** The table at the end of docs/spec/cbor.md. */
  @Test
  void writesTheVectorsOfTheSpecification() {
    CborWriter array = new CborWriter().array(3).uint(1).array(2).uint(2).uint(3);
    assertThat(hex(array.bytes(new byte[] {4, 5}))).isEqualTo("8301820203420405");
    assertThat(hex(new CborWriter().map(2).key(0).text("ü").key(-1).bool(true)))
        .isEqualTo("a20062c3bc20f5");
  }

  @Test
  void quantityHasOneForm() throws ProblemException {
    assertThat(hex(new CborWriter().quantity(TWO_64))).isEqualTo("49010000000000000000");
    assertThat(reader("49010000000000000000").quantity()).isEqualTo(TWO_64);
    BigInteger max = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    assertThat(hex(new CborWriter().quantity(max))).isEqualTo("5820" + "ff".repeat(32));
    assertThat(reader("5820" + "ff".repeat(32)).quantity()).isEqualTo(max);
    refuses(() -> reader("4100").quantity(), CodecProblem.CBOR_NOT_CANONICAL);
    refuses(() -> reader("48ffffffffffffffff").quantity(), CodecProblem.CBOR_NOT_CANONICAL);
    refuses(() -> reader("49000000000000000001").quantity(), CodecProblem.CBOR_NOT_CANONICAL);
    refuses(() -> reader("5821" + "ff".repeat(33)).quantity(), CodecProblem.CBOR_TOO_LARGE);
    refuses(() -> reader("20").quantity(), CodecProblem.CBOR_UNEXPECTED_TYPE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CborWriter().quantity(max.add(BigInteger.ONE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CborWriter().quantity(BigInteger.ONE.negate()));
  }

  @Test
  void capsHoldBeforeAnythingIsAllocated() {
    refuses(() -> new CborReader(new byte[11], 10), CodecProblem.CBOR_TOO_LARGE);
    refuses(() -> reader("4401020304").bytes(3), CodecProblem.CBOR_TOO_LARGE);
    refuses(() -> reader("4401020304").bytesExactly(5), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("6449455446").text(3), CodecProblem.CBOR_TOO_LARGE);
    refuses(() -> reader("83010203").array(2), CodecProblem.CBOR_TOO_LARGE);
    refuses(() -> reader("83010203").arrayExactly(4), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("a201020304").map(1), CodecProblem.CBOR_TOO_LARGE);
    refuses(() -> reader("1864").uint(99), CodecProblem.CBOR_OUT_OF_RANGE);
    refuses(() -> reader("9a3fffffff00").array(Integer.MAX_VALUE), CodecProblem.CBOR_TRUNCATED);
    refuses(() -> reader("5a3fffffff00").bytes(Integer.MAX_VALUE), CodecProblem.CBOR_TRUNCATED);
  }

  @Test
  void refusesAnotherTypeThanAskedFor() {
    refuses(() -> reader("00").bytes(5), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("40").text(5), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("60").uint(), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("80").map(5), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("a0").array(5), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("01").bool(), CodecProblem.CBOR_UNEXPECTED_TYPE);
    refuses(() -> reader("f5").integer(), CodecProblem.CBOR_UNEXPECTED_TYPE);
  }

  @Test
  void mapReaderTakesKnownKeysOnly() throws ProblemException {
    CborReader reader = reader("a401020300050020f5");
    CborMapReader map = reader.mapReader(4);
    map.require(1);
    assertThat(reader.uint()).isEqualTo(2);
    assertThat(map.has(2)).isFalse();
    map.require(3);
    assertThat(reader.uint()).isZero();
    assertThat(map.has(5)).isTrue();
    assertThat(reader.uint()).isZero();
    assertThat(map.has(7)).isFalse();
    map.require(-1);
    assertThat(reader.bool()).isTrue();
    map.finish();
    assertThat(map.has(-2)).isFalse();
    reader.end();
  }

  @Test
  void mapReaderRefusesUnknownAndMissingKeys() {
    refuses(() -> reader("a201020304").mapReader(2).require(2), CodecProblem.CBOR_UNKNOWN_KEY);
    refuses(() -> reader("a103 04").mapReader(2).require(2), CodecProblem.CBOR_MISSING_KEY);
    refuses(() -> reader("a0").mapReader(2).require(2), CodecProblem.CBOR_MISSING_KEY);
    refuses(() -> reader("a10304").mapReader(2).finish(), CodecProblem.CBOR_UNKNOWN_KEY);
    refuses(() -> reader("a10304").mapReader(2).has(-1), CodecProblem.CBOR_UNKNOWN_KEY);
    refuses(
        () -> {
          CborMapReader map = reader("a12004").mapReader(2);
          assertThat(map.has(4)).isFalse();
          map.finish();
        },
        CodecProblem.CBOR_UNKNOWN_KEY);
  }

  @Test
  void writerRefusesMisuse() {
    misuse(() -> new CborWriter().toByteArray());
    misuse(() -> new CborWriter().array(1).toByteArray());
    misuse(() -> new CborWriter().uint(1).uint(2));
    misuse(() -> new CborWriter().array(1).uint(1).uint(2));
    misuse(() -> new CborWriter().map(1).uint(1));
    misuse(() -> new CborWriter().array(1).key(1));
    misuse(() -> new CborWriter().key(1));
    misuse(() -> new CborWriter().map(2).key(1).key(2));
    misuse(() -> new CborWriter().map(2).key(2).uint(0).key(1));
    misuse(() -> new CborWriter().map(2).key(1).uint(0).key(1));
    misuse(() -> new CborWriter().map(2).key(-1).uint(0).key(1));
    misuse(() -> new CborWriter().map(2).key(1).uint(0).toByteArray());
    misuse(() -> new CborWriter().raw(Bytes.parseHex("0101")));
    misuse(() -> new CborWriter().raw(Bytes.EMPTY));
    misuse(() -> new CborWriter().array(1).raw(Bytes.parseHex("8181818181818180")).array(0));
    misuse(() -> new CborWriter().array(1).raw(Bytes.parseHex("818181818181818100")));
    misuse(() -> {
      CborWriter writer = new CborWriter();
      for (int i = 0; i < 9; i++) {
        writer.array(1);
      }
    });
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().uint(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().negint(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().text("\ud800"));
    assertThatIllegalArgumentException().isThrownBy(() -> new CborWriter().array(-1));
  }

  @Test
  void rawTakesAnItemAtTheDepthThatIsLeft() throws ProblemException {
    String item = "a1018118ff";
    CborWriter writer = new CborWriter().array(2).raw(Bytes.parseHex(item)).bool(true);
    assertThat(hex(writer)).isEqualTo("82" + item + "f5");
    assertThat(reader("82" + item + "f5").onlyItem().hex()).isEqualTo("82" + item + "f5");
  }

  @Test
  void readerRefusesMisuse() {
    misuse(() -> reader("a10102").key());
    misuse(() -> {
      CborReader reader = reader("a10102");
      reader.map(1);
      reader.uint();
    });
    misuse(() -> {
      CborReader reader = reader("8101");
      reader.array(1);
      reader.end();
    });
  }

  private static CborReader reader(String hex) throws ProblemException {
    return new CborReader(HexFormat.of().parseHex(hex.replace(" ", "")), 1000);
  }

  private static String hex(CborWriter writer) {
    return HexFormat.of().formatHex(writer.toByteArray());
  }

  private static void misuse(ThrowingCallable call) {
    assertThatIllegalStateException().isThrownBy(call);
  }

  static void refuses(ThrowingCallable call, CodecProblem code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
