package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class MutatorTest {
  private static final byte[] PAYLOAD = {3, 1, 2, 3};

  @Test
  void acceptsACanonicalDecoder() {
    assertThatCode(() ->
            Mutator.of(PAYLOAD, MutatorTest::strict, b -> b, IOException.class).assertCanonical())
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsAChecksummedDecoder() {
    byte[] good = withChecksum(PAYLOAD);
    assertThatCode(() ->
            Mutator.of(good, MutatorTest::checked, MutatorTest::withChecksum, IOException.class)
                .assertRejects())
        .doesNotThrowAnyException();
  }

  @Test
  void catchesADecoderThatAllocatesByALengthItReads() {
    Mutator<byte[]> mutator =
        Mutator.of(
            new byte[] {0, 0, 0, 1},
            bytes -> {
              if (bytes.length != 4) {
                throw new IOException("length");
              }
              return new byte[ByteBuffer.wrap(bytes).getInt() & 0x0fff_ffff].length == 0
                  ? new byte[0]
                  : bytes;
            },
            b -> b,
            IOException.class);
    assertThatThrownBy(mutator::assertCanonical).hasMessageContaining("bytes allocated");
  }

  @Test
  void catchesAnotherExceptionInATextReader() {
    Mutator<String> mutator =
        Mutator.of(
            "17".getBytes(StandardCharsets.US_ASCII),
            bytes -> String.valueOf(Integer.parseInt(new String(bytes, StandardCharsets.US_ASCII))),
            text -> text.getBytes(StandardCharsets.US_ASCII),
            IOException.class);
    assertThatThrownBy(mutator::assertOnlyDeclared).hasMessageContaining("cut at 0");
  }

  @Test
  void catchesADecoderThatIgnoresTrailingBytes() {
    Mutator<byte[]> mutator =
        Mutator.of(
            PAYLOAD,
            bytes -> strict(Arrays.copyOf(bytes, Math.min(4, bytes.length))),
            b -> b,
            IOException.class);
    assertThatThrownBy(mutator::assertCanonical).hasMessageContaining("appended");
  }

  @Test
  void catchesAnUndeclaredException() {
    Mutator<byte[]> mutator =
        Mutator.of(PAYLOAD, bytes -> Arrays.copyOf(bytes, bytes[0] + 1), b -> b, IOException.class);
    assertThatThrownBy(mutator::assertCanonical).hasMessageContaining("ArrayIndexOutOfBounds");
  }

  @Test
  void catchesTwoFormsOfOneValue() {
    Mutator<byte[]> mutator =
        Mutator.of(
            PAYLOAD,
            bytes -> {
              byte[] copy = strict(bytes);
              copy[3] &= (byte) 0xfe;
              copy[3] |= 1;
              return copy;
            },
            b -> b,
            IOException.class);
    assertThatThrownBy(mutator::assertCanonical).hasMessageContaining("written back");
  }

  @Test
  void catchesADecoderThatAcceptsAFlippedBit() {
    Mutator<byte[]> mutator = Mutator.of(PAYLOAD, MutatorTest::strict, b -> b, IOException.class);
    assertThatThrownBy(mutator::assertRejects).hasMessageContaining("flipped");
  }

  private static byte[] strict(byte[] bytes) throws IOException {
    if (bytes.length == 0 || bytes.length != bytes[0] + 1) {
      throw new IOException("length");
    }
    return bytes.clone();
  }

  private static byte[] withChecksum(byte[] payload) {
    CRC32 crc = new CRC32();
    crc.update(payload);
    byte[] out = Arrays.copyOf(payload, payload.length + 4);
    for (int i = 0; i < 4; i++) {
      out[payload.length + i] = (byte) (crc.getValue() >>> (8 * i));
    }
    return out;
  }

  private static byte[] checked(byte[] bytes) throws IOException {
    if (bytes.length < 4) {
      throw new IOException("short");
    }
    byte[] payload = strict(Arrays.copyOf(bytes, bytes.length - 4));
    if (!Arrays.equals(withChecksum(payload), bytes)) {
      throw new IOException("checksum");
    }
    return payload;
  }
}
