package org.foresign.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A passphrase that somebody typed, held outside the heap and wiped at close like {@link
 * SecretBytes}. It has one form, whatever keyboard, system or file it came from: that of the
 * profile OpaqueString in RFC 8265, so that what looks the same opens the same.
 */
public final class Passphrase extends HiddenValue {
  private final SecretBytes utf8;
  private final int characters;

  private Passphrase(char[] text) {
    this.utf8 = encoded(text);
    this.characters = Character.codePointCount(text, 0, text.length);
  }

  /**
   * Copies {@code source} and wipes it.
   *
   * @throws IllegalArgumentException if it holds half a surrogate pair
   */
  public static Passphrase take(char[] source) {
    char[] normal = new char[0];
    try {
      normal = SecretText.opaque(source);
      return new Passphrase(normal);
    } finally {
      Arrays.fill(normal, '\0');
      Arrays.fill(source, '\0');
    }
  }

  /**
   * Copies UTF-8 text and wipes {@code source}.
   *
   * @throws IllegalArgumentException if it is not UTF-8
   */
  public static Passphrase takeUtf8(byte[] source) {
    char[] room = new char[source.length];
    try {
      return take(Arrays.copyOf(room, decode(source, room)));
    } finally {
      Arrays.fill(room, '\0');
      Arrays.fill(source, (byte) 0);
    }
  }

  /**
   * Copies {@code source} sign by sign and wipes it: for a text whose form another standard sets
   * later, as BIP-39 does for the 25th word.
   *
   * @throws IllegalArgumentException if it holds half a surrogate pair
   */
  public static Passphrase takeAsTyped(char[] source) {
    try {
      return new Passphrase(source);
    } finally {
      Arrays.fill(source, '\0');
    }
  }

  public boolean isEmpty() {
    return utf8.size() == 0;
  }

  /** Length in UTF-8 bytes, to refuse one that is too long. */
  public int utf8Size() {
    return utf8.size();
  }

  /** Length in characters (Unicode code points), to refuse a new one that is too short. */
  public int characters() {
    return characters;
  }

  /** Computes something from the UTF-8 bytes, wiped afterwards. */
  public <R extends @Nullable Object, E extends Exception> R useUtf8(
      SecretAccess access, SecretUse<byte[], R, E> use) throws E {
    return utf8.use(access, use);
  }

  /** Computes something from the characters, wiped afterwards. */
  public <R extends @Nullable Object, E extends Exception> R useChars(
      SecretAccess access, SecretUse<char[], R, E> use) throws E {
    return utf8.use(
        access,
        bytes -> {
          char[] room = new char[bytes.length];
          char[] chars = new char[0];
          try {
            chars = Arrays.copyOf(room, decode(bytes, room));
            R result = use.apply(chars);
            SecretBytes.refuseEscape(result, chars);
            return result;
          } finally {
            Arrays.fill(room, '\0');
            Arrays.fill(chars, '\0');
          }
        });
  }

  /** Whether both have the same characters; takes the same time wherever they differ. */
  public boolean equalsSecret(Passphrase other) {
    return utf8.equalsSecret(other.utf8);
  }

  public boolean isClosed() {
    return utf8.isClosed();
  }

  @Override
  public void close() {
    utf8.close();
  }

  private static SecretBytes encoded(char[] text) {
    byte[] room = new byte[text.length * 3];
    try {
      ByteBuffer out = ByteBuffer.wrap(room);
      CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
      if (!encoder.encode(CharBuffer.wrap(text), out, true).isUnderflow()) {
        throw new IllegalArgumentException("this passphrase has a character that is no character");
      }
      return SecretBytes.copyOf(room, 0, out.position());
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }

  private static int decode(byte[] source, char[] out) {
    CharBuffer target = CharBuffer.wrap(out);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(ByteBuffer.wrap(source), target, true);
    if (!result.isUnderflow()) {
      throw new IllegalArgumentException("this passphrase is not UTF-8 text");
    }
    return target.position();
  }
}
