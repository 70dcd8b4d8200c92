package org.foresign.signer.local;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.foresign.secret.SecretBytes;

/** BIP-39's way from words to a seed: PBKDF2 (RFC 8018 section 5.2) with one block. */
final class SeedStretch {
  private static final int ROUNDS = 2048;
  private static final byte[] SALT_START = "mnemonic".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};
  // NFKD makes at most 18 characters of one; each has at most 3 bytes in UTF-8.
  private static final int MOST_PER_CHAR = 18;

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
    char[] normal = nfkd(text);
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

  /**
   * Normalises cluster by cluster. The JDK answers in Strings, which can't be wiped: so no String
   * ever holds more than one letter with its marks, and none at all is made for ASCII.
   */
  private static char[] nfkd(char[] text) {
    char[] room = new char[text.length * MOST_PER_CHAR];
    int length = 0;
    try {
      int start = 0;
      while (start < text.length) {
        if (text[start] < 0x80 && (start + 1 == text.length || text[start + 1] < 0x80)) {
          room[length++] = text[start++];
          continue;
        }
        int end = clusterEnd(text, start);
        String normal =
            Normalizer.normalize(CharBuffer.wrap(text, start, end - start), Normalizer.Form.NFKD);
        normal.getChars(0, normal.length(), room, length);
        length += normal.length();
        start = end;
      }
      return Arrays.copyOf(room, length);
    } finally {
      Arrays.fill(room, '\0');
    }
  }

  /** A letter and the marks behind it: marks of different letters never trade places in NFKD. */
  private static int clusterEnd(char[] text, int start) {
    int end = start + Character.charCount(Character.codePointAt(text, start));
    while (end < text.length && isMark(Character.codePointAt(text, end))) {
      end += Character.charCount(Character.codePointAt(text, end));
    }
    return end;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
