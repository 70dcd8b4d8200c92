package org.foresign.terminal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * One line as it is typed, byte by byte, with a key to take a character back and one to take all
 * back. It is text in UTF-8 whatever the locale says, so that a passphrase is the same everywhere.
 * Wiped at close.
 */
final class TypedLine implements AutoCloseable {
  /** In bytes; more than any passphrase, seed phrase or row of throws. */
  static final int MOST = 2_000;

  private static final int END_OF_INPUT = 0x04;
  private static final int BACKSPACE = 0x08;
  private static final int TAKE_ALL_BACK = 0x15;
  private static final int DELETE = 0x7f;
  private static final int CONTINUATION = 0x80;

  private final byte[] bytes = new byte[MOST];
  private final Echo echo;
  private int length;
  private boolean tooLong;
  private boolean unreadable;

  /** What the line looks like while it is typed. */
  interface Echo {
    /** Nothing shows. */
    Echo NONE =
        new Echo() {
          @Override
          public void character(byte[] bytes, int from, int to) {}

          @Override
          public void takenBack() {}
        };

    void character(byte[] bytes, int from, int to);

    void takenBack();
  }

  /** What a key means for the line as a whole. */
  enum State {
    OPEN,
    COMPLETE,
    INPUT_ENDED
  }

  TypedLine(Echo echo) {
    this.echo = echo;
  }

  State key(int key) {
    switch (key) {
      case '\n', '\r' -> {
        return State.COMPLETE;
      }
      case END_OF_INPUT -> {
        return length == 0 ? State.INPUT_ENDED : State.OPEN;
      }
      case BACKSPACE, DELETE -> takeBack();
      case TAKE_ALL_BACK -> {
        while (length > 0) {
          takeBack();
        }
        tooLong = false;
        unreadable = false;
      }
      default -> {
        if (key < ' ') {
          unreadable = true; // an arrow or function key, of which signs follow
        } else {
          add((byte) key);
        }
      }
    }
    return State.OPEN;
  }

  /**
   * The text; the caller wipes it.
   *
   * @throws ProblemException with {@link TerminalProblem#TYPED_TOO_LONG} or {@link
   *     TerminalProblem#TYPED_UNREADABLE}
   */
  char[] text() throws ProblemException {
    if (tooLong) {
      throw Problem.of(TerminalProblem.TYPED_TOO_LONG).asException();
    }
    char[] room = new char[length];
    try {
      CharBuffer out = CharBuffer.wrap(room);
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      boolean whole = decoder.decode(ByteBuffer.wrap(bytes, 0, length), out, true).isUnderflow();
      char[] text = Arrays.copyOf(room, out.position());
      if (whole && !unreadable && !holdsControl(text)) {
        return text;
      }
      Arrays.fill(text, '\0');
      throw Problem.of(TerminalProblem.TYPED_UNREADABLE).asException();
    } finally {
      Arrays.fill(room, '\0');
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    length = 0;
  }

  private void add(byte one) {
    if (length == MOST) {
      tooLong = true;
      return;
    }
    bytes[length++] = one;
    int start = start();
    if (length - start == size(bytes[start])) {
      echo.character(bytes, start, length);
    }
  }

  private void takeBack() {
    if (length == 0) {
      return;
    }
    int start = start();
    boolean shown = length - start == size(bytes[start]);
    Arrays.fill(bytes, start, length, (byte) 0);
    length = start;
    if (shown) {
      echo.takenBack();
    }
  }

  /** Where the last character begins. */
  private int start() {
    int start = length - 1;
    while (start > 0 && (bytes[start] & 0xc0) == CONTINUATION) {
      start--;
    }
    return start;
  }

  /** Bytes of a character in UTF-8 by its first one. */
  private static int size(byte first) {
    int lead = first & 0xff;
    return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  }

  private static boolean holdsControl(char[] text) {
    for (char sign : text) {
      if (Character.isISOControl(sign)) {
        return true;
      }
    }
    return false;
  }
}
