package org.foresign.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;

/**
 * Reads a secret out of a file that somebody named: a passphrase, a 25th word, seed words. Nothing
 * is cut off to fit, and every copy but the result is wiped.
 */
public final class SecretFile {
  /** Bytes of one passphrase in UTF-8. */
  public static final int LONGEST_LINE = 1_024;

  private static final int LONGEST = 4_096;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private SecretFile() {}

  /**
   * The first line as a passphrase in its one form; the caller closes it.
   *
   * @throws ProblemException with a {@link FileProblem}
   */
  public static Passphrase firstLine(Path file) throws ProblemException {
    return passphrase(file, Passphrase::take);
  }

  /**
   * The first line sign by sign, for the 25th word, whose form BIP-39 sets; the caller closes it.
   *
   * @throws ProblemException with a {@link FileProblem}
   */
  public static Passphrase firstLineAsTyped(Path file) throws ProblemException {
    return passphrase(file, Passphrase::takeAsTyped);
  }

  /**
   * All of the file: text in UTF-8, or in UTF-16 where a byte order mark says so, without the mark.
   * The caller wipes it.
   *
   * @throws ProblemException with a {@link FileProblem}
   */
  public static char[] text(Path file) throws ProblemException {
    byte[] content = NamedFile.read(file, LONGEST);
    try {
      CharBuffer decoded =
          charset(content)
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(content));
      try {
        if (decoded.hasRemaining() && decoded.charAt(0) == BYTE_ORDER_MARK) {
          decoded.get();
        }
        char[] text = new char[decoded.remaining()];
        decoded.get(text);
        return text;
      } finally {
        Arrays.fill(decoded.array(), '\0');
      }
    } catch (CharacterCodingException e) {
      throw new ProblemException(Problem.of(FileProblem.FILE_NOT_TEXT, file.toString()), e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Takes a passphrase over and wipes what it was given. */
  private interface Taking {
    Passphrase take(char[] line);
  }

  private static Passphrase passphrase(Path file, Taking taking) throws ProblemException {
    char[] text = text(file);
    try {
      int end = 0;
      while (end < text.length && text[end] != '\n' && text[end] != '\r') {
        end++;
      }
      Passphrase passphrase = taking.take(Arrays.copyOf(text, end));
      if (passphrase.utf8Size() > LONGEST_LINE) {
        passphrase.close();
        throw Problem.of(
                FileProblem.FILE_TOO_LONG, file.toString(), "a line of more than 1024 bytes")
            .asException();
      }
      return passphrase;
    } catch (IllegalArgumentException e) { // half a surrogate pair in UTF-16
      throw new ProblemException(Problem.of(FileProblem.FILE_NOT_TEXT, file.toString()), e);
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  private static Charset charset(byte[] content) {
    int start = content.length < 2 ? 0 : ((content[0] & 0xff) << 8) | (content[1] & 0xff);
    return start == 0xfeff || start == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }
}
