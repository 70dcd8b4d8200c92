package org.foresign.model.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpString;

class RlpTest {
  /** Examples of the yellow paper's RLP as the Ethereum documentation lists them. */
  @Test
  void followsTheDocumentedExamples() {
    assertThat(hex(new RlpWriter(0).bytes(Bytes.of("dog".getBytes())))).isEqualTo("83646f67");
    assertThat(
            hex(
                new RlpWriter(0)
                    .beginList()
                    .bytes(Bytes.of("cat".getBytes()))
                    .bytes(Bytes.of("dog".getBytes()))
                    .endList()))
        .isEqualTo("c88363617483646f67");
    assertThat(hex(new RlpWriter(0).bytes(Bytes.EMPTY))).isEqualTo("80");
    assertThat(hex(new RlpWriter(0).beginList().endList())).isEqualTo("c0");
    assertThat(hex(new RlpWriter(0).uint(0))).isEqualTo("80");
    assertThat(hex(new RlpWriter(0).bytes(Bytes.of((byte) 0)))).isEqualTo("00");
    assertThat(hex(new RlpWriter(0).uint(15))).isEqualTo("0f");
    assertThat(hex(new RlpWriter(0).uint(1024))).isEqualTo("820400");
    assertThat(
            hex(
                new RlpWriter(0)
                    .beginList()
                    .beginList()
                    .endList()
                    .beginList()
                    .beginList()
                    .endList()
                    .endList()
                    .beginList()
                    .beginList()
                    .endList()
                    .beginList()
                    .beginList()
                    .endList()
                    .endList()
                    .endList()
                    .endList()))
        .isEqualTo("c7c0c1c0c3c0c1c0");
    byte[] lorem = "Lorem ipsum dolor sit amet, consectetur adipisicing elit".getBytes();
    assertThat(hex(new RlpWriter(0).bytes(Bytes.of(lorem))))
        .isEqualTo("b838" + HexFormat.of().formatHex(lorem));
  }

  @Test
  void agreesWithWeb3jOnStringsOfEveryLengthAndNumbers() throws ProblemException {
    for (int length = 0; length < 300; length++) {
      byte[] value = new byte[length];
      java.util.Arrays.fill(value, (byte) (length * 7 + 1));
      byte[] ours = new RlpWriter(4).bytes(Bytes.of(value)).toByteArray();
      assertThat(ours).isEqualTo(RlpEncoder.encode(RlpString.create(value)));
      RlpReader reader = new RlpReader(ours, 0, 1000);
      assertThat(reader.bytes(300).toArray()).isEqualTo(value);
      reader.end();
    }
    Seeds.check(
        300,
        random -> {
          BigInteger number = new BigInteger(1, Seeds.bytes(random, random.nextInt(33)));
          byte[] ours = new RlpWriter(4).quantity(number).toByteArray();
          assertThat(ours).isEqualTo(RlpEncoder.encode(RlpString.create(number)));
          assertThat(new RlpReader(ours, 0, 100).quantity()).isEqualTo(number);
          assertThat(
                  new RlpWriter(4)
                      .unsigned(Bytes.of(new byte[3]).concat(Bytes.of(number.toByteArray())))
                      .toByteArray())
              .isEqualTo(ours);
          long small = random.nextLong() >>> (1 + random.nextInt(63));
          byte[] encoded = new RlpWriter(4).uint(small).toByteArray();
          assertThat(encoded).isEqualTo(RlpEncoder.encode(RlpString.create(small)));
          assertThat(new RlpReader(encoded, 0, 100).uint()).isEqualTo(small);
        });
    byte[] large = new RlpWriter(4).bytes(Bytes.of(new byte[70_000])).toByteArray();
    assertThat(large).isEqualTo(RlpEncoder.encode(RlpString.create(new byte[70_000])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8100",
        "817f",
        "b800",
        "b837",
        "b90038",
        "ba000100",
        "83646f",
        "b838aa",
        "bfffffffffffffffff",
        "bb7fffffff",
        "bbffffffff",
        "c0",
        "c180",
        "f800"
      })
  void refusesBytesThatAreNotTheShortestForm(String hex) {
    refuses(hex, reader -> reader.bytes(1 << 30));
  }

  @ParameterizedTest
  @CsvSource({"00", "820001", "8800ffffffffffffff", "88ffffffffffffffff", "89010000000000000000"})
  void refusesNumbersWithLeadingZerosOrTooLarge(String hex) {
    refuses(hex, RlpReader::uint);
  }

  @Test
  void refusesQuantitiesBeyond256Bits() {
    refuses("a1" + "01".repeat(33), RlpReader::quantity);
    refuses("a000" + "01".repeat(31), RlpReader::quantity);
  }

  @Test
  void refusesBrokenLists() {
    refuses("80", RlpReader::beginList);
    refuses("c2", RlpReader::beginList);
    refuses("f838", RlpReader::beginList);
    refuses("f80180", RlpReader::beginList);
    refuses(
        "c3820102",
        reader -> {
          reader.beginList();
          reader.endList();
        });
    // the item says it is longer than its list
    refuses(
        "c28201020304",
        reader -> {
          reader.beginList();
          reader.bytes(10);
        });
    refuses("c1c1c1c1c1c1c1c1c1c0".replace("c1", "c9"), reader -> nest(reader, 20));
    refuses(
        "c000",
        reader -> {
          reader.beginList();
          reader.endList();
          reader.end();
        });
    refuses("83010203", reader -> reader.bytes(2));
    refuses("83010203", reader -> reader.bytesExactly(4));
    refuses("8400", reader -> reader.bytes(9));
  }

  @Test
  void hasACapOnTheWhole() {
    assertThatThrownBy(() -> new RlpReader(new byte[11], 0, 10))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void refusesMisuse() throws ProblemException {
    assertThatIllegalStateException().isThrownBy(() -> new RlpWriter(0).endList());
    assertThatIllegalStateException().isThrownBy(() -> new RlpWriter(0).beginList().toBytes());
    assertThatIllegalArgumentException().isThrownBy(() -> new RlpWriter(0).uint(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RlpWriter(0).quantity(BigInteger.ONE.negate().shiftLeft(80)));
    RlpReader reader = new RlpReader(new byte[] {(byte) 0xc0}, 0, 1);
    assertThatIllegalStateException().isThrownBy(reader::endList);
    reader.beginList();
    assertThatIllegalStateException().isThrownBy(reader::end);
  }

  private static void nest(RlpReader reader, int levels) throws ProblemException {
    for (int i = 0; i < levels; i++) {
      reader.beginList();
    }
  }

  private static String hex(RlpWriter writer) {
    return HexFormat.of().formatHex(writer.toByteArray());
  }

  @FunctionalInterface
  private interface Reading {
    void read(RlpReader reader) throws ProblemException;
  }

  private static void refuses(String hex, Reading reading) {
    assertThatThrownBy(
            () -> reading.read(new RlpReader(HexFormat.of().parseHex(hex), 0, 1_000_000)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().code()).isEqualTo(EthProblem.RLP_MALFORMED));
  }
}
