package org.foresign.signer.local;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.ShownText;
import org.foresign.secret.SecretText;

/**
 * Seed words as people write them down: blanks of every kind, capitals, numbers before the words,
 * only the first four letters of each, commas, a byte order mark. What is no letter and no digit
 * divides words. Where words are numbered, the numbers say their order, so that a sheet of two
 * columns may be read row by row. Whether it was read right, the checksum decides.
 */
final class WrittenWords implements AutoCloseable {
  private static final int MAX_WORDS = 24;
  // Room for numbers and generous blanks; anything longer is no list of words.
  private static final int MAX_CHARS = 2_000;
  private static final int NONE = -1;

  private final Bip39Words list;
  private final char[] text;
  private final NearWords near;
  private final int[] found = new int[MAX_WORDS];
  private final int[] numbers = new int[MAX_WORDS];
  private final boolean[] unknown = new boolean[MAX_WORDS];
  private int count;
  private int unread;
  private int pending = NONE;

  private WrittenWords(char[] text, Bip39Words list, NearWords near) {
    this.text = text;
    this.list = list;
    this.near = near;
  }

  /**
   * Word numbers of a phrase, in order; both arrays are the caller's to wipe.
   *
   * @throws ProblemException with a {@link KeyProblem} that names places, never words
   */
  static int[] indices(char[] phrase, Bip39Words list, NearWords near) throws ProblemException {
    if (phrase.length > MAX_CHARS) {
      throw Problem.of(KeyProblem.KEY_WORD_COUNT, "the text is too long for 24 words")
          .asException();
    }
    char[] text = SecretText.decomposed(phrase);
    try (WrittenWords words = new WrittenWords(text, list, near)) {
      words.read();
      return words.ordered();
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  /** The phrase of word numbers: lower case, single blanks; the caller wipes it. */
  static char[] phrase(int[] indices, Bip39Words words) {
    char[] room = new char[indices.length * (Bip39Words.LONGEST + 1)];
    int length = 0;
    try {
      for (int index : indices) {
        if (length > 0) {
          room[length++] = ' ';
        }
        String word = words.word(index);
        word.getChars(0, word.length(), room, length);
        length += word.length();
      }
      return Arrays.copyOf(room, length);
    } finally {
      Arrays.fill(room, '\0');
    }
  }

  @Override
  public void close() {
    Arrays.fill(found, 0);
    pending = NONE;
  }

  private void read() throws ProblemException {
    int at = 0;
    int kept = 0;
    // Signs without width fall out in place, so that they divide nothing.
    for (char sign : text) {
      if (!isInvisible(sign)) {
        text[kept++] = sign;
      }
    }
    while (at < kept) {
      int end = at + 1;
      if (Character.isDigit(text[at])) {
        while (end < kept && Character.isDigit(text[end])) {
          end++;
        }
        number(at, end);
      } else if (isLetter(text[at])) {
        while (end < kept && isLetter(text[end])) {
          end++;
        }
        word(at, end);
      }
      at = end;
    }
  }

  private void number(int start, int end) throws ProblemException {
    if (pending != NONE || end - start > 2) {
      throw numbering();
    }
    pending = 0;
    for (int i = start; i < end; i++) {
      pending = 10 * pending + Character.digit(text[i], 10);
    }
  }

  private void word(int start, int end) {
    if (count < MAX_WORDS) {
      int index = list.indexOf(text, start, end);
      found[count] = index;
      numbers[count] = pending;
      unknown[count] = index < 0;
      unread += index < 0 ? 1 : 0;
      if (index < 0) {
        near.found(place(count), list.near(text, start, end));
      }
    }
    count++;
    pending = NONE;
  }

  private int[] ordered() throws ProblemException {
    if (unread > 0) {
      throw new ProblemException(new Problem(KeyProblem.KEY_WORD_UNKNOWN, places()));
    }
    if (!Mnemonic.isLength(count)) {
      throw new ProblemException(new Problem(KeyProblem.KEY_WORD_COUNT, counted()));
    }
    long numbered = Arrays.stream(numbers, 0, count).filter(number -> number != NONE).count();
    if (pending != NONE || (numbered != 0 && numbered != count)) {
      throw numbering();
    }
    if (numbered == 0) {
      return Arrays.copyOf(found, count);
    }
    int[] ordered = new int[count];
    boolean[] taken = new boolean[count];
    for (int i = 0; i < count; i++) {
      int place = numbers[i] - 1;
      if (place < 0 || place >= count || taken[place]) {
        Arrays.fill(ordered, 0);
        throw numbering();
      }
      taken[place] = true;
      ordered[place] = found[i];
    }
    return ordered;
  }

  private List<String> places() {
    return IntStream.range(0, Math.min(count, MAX_WORDS))
        .filter(i -> unknown[i])
        .mapToObj(i -> "word " + place(i))
        .toList();
  }

  private int place(int word) {
    return numbers[word] == NONE ? word + 1 : numbers[word];
  }

  private List<String> counted() {
    String found = "found " + count;
    return switch (count) {
      case 20, 33 ->
          List.of(found, "20 and 33 words are shares of SLIP-39, which this vault does not read");
      case 13, 16, 19, 22, 25 ->
          List.of(found, "a word beyond the list (the 25th word) is asked for by itself");
      default -> List.of(found);
    };
  }

  private static ProblemException numbering() {
    return Problem.of(KeyProblem.KEY_WORD_NUMBERING).asException();
  }

  private static boolean isLetter(char sign) {
    return Character.isLetter(sign) || Character.isSurrogate(sign) || ShownText.isMark(sign);
  }

  /** Signs that show as nothing; the blank without width, U+200B, does divide words. */
  private static boolean isInvisible(char sign) {
    return (Character.getType(sign) == Character.FORMAT && sign != '\u200b')
        || (sign >= '\ufe00' && sign <= '\ufe0f');
  }
}
