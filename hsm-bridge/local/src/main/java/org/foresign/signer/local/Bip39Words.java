package org.foresign.signer.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.foresign.crypto.Sha256;

/** The English word list of BIP-39: 2048 words in alphabetical order. */
final class Bip39Words {
  static final int COUNT = 2048;
  static final int LONGEST = 8;

  // bip-0039/english.txt of github.com/bitcoin/bips
  private static final String SHA256 =
      "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";

  private static final Bip39Words ENGLISH = load();

  private final List<String> words;

  private Bip39Words(List<String> words) {
    this.words = words;
  }

  static Bip39Words english() {
    return ENGLISH;
  }

  private static Bip39Words load() {
    try (InputStream in = Bip39Words.class.getResourceAsStream("english.txt")) {
      if (in == null) {
        throw new IllegalStateException("the word list is missing");
      }
      byte[] text = in.readAllBytes();
      if (!MessageDigest.isEqual(Sha256.hash(text), HexFormat.of().parseHex(SHA256))) {
        throw new IllegalStateException("the word list is not that of BIP-39");
      }
      return new Bip39Words(new String(text, StandardCharsets.US_ASCII).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String word(int index) {
    return words.get(index);
  }

  /** The index of the word in {@code text[start, end)}, or -1; letters of either case. */
  int indexOf(char[] text, int start, int end) {
    int low = 0;
    int high = words.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(words.get(middle), text, start, end);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private static int compare(String word, char[] text, int start, int end) {
    int length = Math.min(word.length(), end - start);
    for (int i = 0; i < length; i++) {
      int order = Character.compare(word.charAt(i), lower(text[start + i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(word.length(), end - start);
  }

  private static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
  }
}
