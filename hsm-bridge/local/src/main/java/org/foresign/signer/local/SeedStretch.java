package org.foresign.signer.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.secret.SecretBytes;
import org.foresign.secret.SecretText;

/** BIP-39's way from words to a seed: PBKDF2 (RFC 8018 section 5.2) with one block. */
final class SeedStretch {
  private static final int ROUNDS = 2048;
  private static final byte[] SALT_START = "mnemonic".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};

  private SeedStretch() {}

  /** The seed; both arrays stay the caller's to wipe. */
  static SecretBytes stretch(char[] phrase, char[] passphrase) {
    byte[] password = utf8(phrase);
    byte[] saltEnd = utf8(passphrase);
    byte[] round = new byte[HmacSha512.SIZE];
    byte[] sum = new byte[HmacSha512.SIZE];
    try (HmacSha512 hmac = new HmacSha512(password)) {
      hmac.code(round, SALT_START, saltEnd, FIRST_BLOCK);
      System.arraycopy(round, 0, sum, 0, sum.length);
      for (int i = 1; i < ROUNDS; i++) {
        hmac.code(round, round);
        for (int j = 0; j < sum.length; j++) {
          sum[j] ^= round[j];
        }
      }
      return SecretBytes.copyOf(sum);
    } finally {
      Arrays.fill(password, (byte) 0);
      Arrays.fill(saltEnd, (byte) 0);
      Arrays.fill(round, (byte) 0);
      Arrays.fill(sum, (byte) 0);
    }
  }

  private static byte[] utf8(char[] text) {
    char[] normal = SecretText.decomposed(text);
    byte[] room = new byte[normal.length * 3];
    try {
      CharsetEncoder encoder =
          StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
      ByteBuffer out = ByteBuffer.wrap(room);
      if (!encoder.encode(CharBuffer.wrap(normal), out, true).isUnderflow()) {
        throw new IllegalStateException("a passphrase is text");
      }
      return Arrays.copyOf(room, out.position());
    } finally {
      Arrays.fill(normal, '\0');
      Arrays.fill(room, (byte) 0);
    }
  }
}
