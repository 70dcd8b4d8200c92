package org.foresign.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.text.OwnFile;

/**
 * The ten words of the EFF long list that two people compare for a digest ({@code
 * docs/spec/words.md}). There is no shorter form: whoever may choose what is compared finds two
 * digests with the same six words in about 2^39 tries.
 */
public final class WordCode {
  /** 129 bits, so about 2^64 tries for two digests with the same words. */
  public static final int COUNT = 10;

  private static final int LIST_SIZE = 7776;
  private static final String LIST_SHA256 =
      "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522";

  private WordCode() {}

  /** The words of {@code digest}. */
  public static List<String> words(Digest32 digest) {
    BigInteger rest = new BigInteger(1, Sha256.hash(DomainTag.of("words"), digest.toArray()));
    BigInteger size = BigInteger.valueOf(LIST_SIZE);
    List<String> words = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      BigInteger[] division = rest.divideAndRemainder(size);
      words.add(WordList.WORDS.get(division[1].intValue()));
      rest = division[0];
    }
    return List.copyOf(words);
  }

  /** The words with single spaces between them, as screens and paper show them. */
  public static String text(Digest32 digest) {
    return String.join(" ", words(digest));
  }

  /** Whether the list has this word. */
  static boolean isWord(String word) {
    return WordList.SET.contains(word);
  }

  /** Every word, in order of the list. */
  static List<String> list() {
    return WordList.WORDS;
  }

  /** Loaded at first use; a list that was changed or cut is refused. */
  private static final class WordList {
    static final List<String> WORDS = load();
    static final Set<String> SET = Set.copyOf(WORDS);

    private static List<String> load() {
      byte[] file = OwnFile.bytes(WordCode.class, "eff-long-wordlist.txt");
      List<String> words = new String(file, StandardCharsets.US_ASCII).lines().toList();
      if (!Bytes.of(Sha256.hash(file)).hex().equals(LIST_SHA256) || words.size() != LIST_SIZE) {
        throw new IllegalStateException("the word list in this build was changed");
      }
      return words;
    }
  }
}
