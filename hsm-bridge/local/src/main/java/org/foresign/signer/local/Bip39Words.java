package org.foresign.signer.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.foresign.crypto.Sha256;
import org.foresign.model.text.OwnFile;

/** The English word list of BIP-39: 2048 words in alphabetical order. */
final class Bip39Words {
  static final int COUNT = 2048;
  static final int LONGEST = 8;

  // The list's own rule: four letters tell every word from the others.
  private static final int ENOUGH = 4;

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
    byte[] text = OwnFile.bytes(Bip39Words.class, "english.txt");
    if (!MessageDigest.isEqual(Sha256.hash(text), HexFormat.of().parseHex(SHA256))) {
      throw new IllegalStateException("the word list is not that of BIP-39");
    }
    return new Bip39Words(new String(text, StandardCharsets.US_ASCII).lines().toList());
  }

  String word(int index) {
    return words.get(index);
  }

  /**
   * The index of the word in {@code text[start, end)}, or -1; letters of either case. The first
   * four letters or more stand for their word, which no other word of the list shares.
   */
  int indexOf(char[] text, int start, int end) {
    int low = 0;
    int high = words.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(words.get(middle), text, start, end) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == words.size() || !startsWith(words.get(low), text, start, end)) {
      return -1;
    }
    return words.get(low).length() == end - start || end - start >= ENOUGH ? low : -1;
  }

  /** At most three words that one or two slips away from {@code text[start, end)} lie. */
  List<String> near(char[] text, int start, int end) {
    if (end - start > 2 * LONGEST) {
      return List.of();
    }
    int allowed = end - start < ENOUGH ? 1 : 2;
    record Near(String word, int slips) {}
    return words.stream()
        .map(word -> new Near(word, slips(word, text, start, end)))
        .filter(near -> near.slips() <= allowed)
        .sorted(Comparator.comparingInt(Near::slips))
        .limit(3)
        .map(Near::word)
        .toList();
  }

  /** Letters left out, added, exchanged, or two neighbours swapped: the distance of Damerau. */
  private static int slips(String word, char[] text, int start, int end) {
    int width = end - start;
    int[][] least = new int[word.length() + 1][width + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= width; j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        boolean same = word.charAt(i - 1) == lower(text[start + j - 1]);
        int best =
            Math.min(
                least[i - 1][j - 1] + (same ? 0 : 1),
                1 + Math.min(least[i - 1][j], least[i][j - 1]));
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == lower(text[start + j - 2])
            && word.charAt(i - 2) == lower(text[start + j - 1])) {
          best = Math.min(best, least[i - 2][j - 2] + 1);
        }
        least[i][j] = best;
      }
    }
    return least[word.length()][width];
  }

  private static boolean startsWith(String word, char[] text, int start, int end) {
    if (word.length() < end - start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (word.charAt(i - start) != lower(text[i])) {
        return false;
      }
    }
    return true;
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
