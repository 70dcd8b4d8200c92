package org.foresign.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;

/**
 * Words of the EFF long list that two people compare for a digest ({@code docs/spec/words.md}).
 * Fewer words of the same digest are the beginning of more of them.
 */
public final class WordCode {
  /** Words of the transport check: 77 bits. */
  public static final int TRANSPORT = 6;

  /** Words for pairing, a second machine and the paper sheet: 129 bits. */
  public static final int PAIRING = 10;

  private static final int LIST_SIZE = 7776;
  private static final String LIST_SHA256 =
      "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522";

  private WordCode() {}

  /** The first {@code count} (1 to 16) words of {@code digest}. */
  public static List<String> words(Digest32 digest, int count) {
    if (count < 1 || count > 16) {
      throw new IllegalArgumentException("a code has 1 to 16 words, not " + count);
    }
    BigInteger rest = new BigInteger(1, Sha256.hash(DomainTag.of("words"), digest.toArray()));
    BigInteger size = BigInteger.valueOf(LIST_SIZE);
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      BigInteger[] division = rest.divideAndRemainder(size);
      words.add(WordList.WORDS.get(division[1].intValue()));
      rest = division[0];
    }
    return List.copyOf(words);
  }

  /** The words with single spaces between them, as screens and paper show them. */
  public static String text(Digest32 digest, int count) {
    return String.join(" ", words(digest, count));
  }

  /** Loaded at first use; a list that was changed or cut is refused. */
  private static final class WordList {
    static final List<String> WORDS = load();

    private static List<String> load() {
      try (InputStream in = WordCode.class.getResourceAsStream("eff-long-wordlist.txt")) {
        if (in == null) {
          throw new IllegalStateException("the word list is not in this build");
        }
        byte[] file = in.readAllBytes();
        List<String> words = new String(file, StandardCharsets.US_ASCII).lines().toList();
        if (!Bytes.of(Sha256.hash(file)).hex().equals(LIST_SHA256) || words.size() != LIST_SIZE) {
          throw new IllegalStateException("the word list in this build was changed");
        }
        return words;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
