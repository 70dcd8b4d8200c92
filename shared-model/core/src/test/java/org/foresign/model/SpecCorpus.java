package org.foresign.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.foresign.codec.Bytes;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.NodeReader;

/** Messages, good ones and damaged ones, with what our own readers say of each. */
final class SpecCorpus {
  /** What the second reader says where it lacks a table that no page holds; we may refuse then. */
  private static final String BEYOND = "beyond";

  private static final String REFUSED = "refused";

  private final List<Message> messages = new ArrayList<>();
  private final SplittableRandom random;
  private final int damaged;

  /** What is said of a message by a reader of ours. */
  @FunctionalInterface
  interface Reader {
    String read(Bytes bytes) throws ProblemException;
  }

  private record Message(String line, String ours) {}

  /**
   * @param damaged damaged forms of each message
   */
  SpecCorpus(SplittableRandom random, int damaged) {
    this.random = random;
    this.damaged = damaged;
  }

  /** A good message and damaged ones; {@code beside} is what its reader needs, such as cards. */
  void add(String kind, Bytes good, Reader reader, Bytes... beside) {
    addGood(kind, good, reader, beside);
    for (int i = 0; i < damaged; i++) {
      addOne(kind, Bytes.of(damaged(good.toArray())), reader, beside);
    }
  }

  /** As {@link #add}, where damage is done to the body before it is signed. */
  void addSigned(
      String kind, Bytes body, UnaryOperator<Bytes> sign, Reader reader, Bytes... beside) {
    add(kind, sign.apply(body), reader, beside);
    for (int i = 0; i < damaged; i++) {
      addOne(kind, sign.apply(Bytes.of(damaged(body.toArray()))), reader, beside);
    }
  }

  /** A message that our own reader takes. */
  void addGood(String kind, Bytes good, Reader reader, Bytes... beside) {
    addOne(kind, good, reader, beside);
    assertThat(messages.getLast().ours()).as(kind).isNotEqualTo(REFUSED);
  }

  void addOne(String kind, Bytes bytes, Reader reader, Bytes... beside) {
    StringBuilder line = new StringBuilder(kind).append(' ').append(bytes.hex());
    for (Bytes more : beside) {
      line.append(' ').append(more.hex());
    }
    messages.add(new Message(line.toString(), said(reader, bytes)));
  }

  /**
   * Compares with the second reader.
   *
   * @param folder an empty one
   */
  void requireAgreed(Path folder, String seed) throws Exception {
    List<String> theirs = NodeReader.answers(folder, messages.stream().map(Message::line).toList());
    assertThat(theirs).hasSameSizeAs(messages);
    List<String> differences = new ArrayList<>();
    int refused = 0;
    int beyond = 0;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      String their = theirs.get(i).startsWith(REFUSED) ? REFUSED : theirs.get(i);
      refused += REFUSED.equals(their) ? 1 : 0;
      beyond += BEYOND.equals(their) ? 1 : 0;
      if (!their.equals(message.ours()) && !their.equals(BEYOND)) {
        differences.add(
            "ours: " + message.ours() + ", theirs: " + theirs.get(i) + ", " + message.line());
      }
    }
    assertThat(differences.stream().limit(20)).as(seed).isEmpty();
    int good = messages.size() - refused - beyond;
    assertThat(refused).as("refused of %d", messages.size()).isGreaterThan(messages.size() / 20);
    assertThat(good).as("read of %d", messages.size()).isGreaterThan(messages.size() / 100);
    assertThat(beyond).as("beyond of %d", messages.size()).isLessThan(messages.size() / 20);
  }

  /** A bit or a byte changed, a piece cut out, repeated or moved, an end cut off or added. */
  private byte[] damaged(byte[] good) {
    int at = random.nextInt(good.length);
    int length = Math.min(good.length - at, 1 + random.nextInt(33));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (random.nextInt(6)) {
      case 0 -> {
        good[at] ^= (byte) (1 << random.nextInt(8));
        return good;
      }
      case 1 -> {
        good[at] = (byte) random.nextInt(256);
        return good;
      }
      case 2 -> {
        return Arrays.copyOf(good, at);
      }
      case 3 -> out.write(good, 0, at);
      case 4 -> out.write(good, 0, at + length);
      default -> {
        out.write(good, 0, good.length);
        out.write(random.nextInt(256));
        return out.toByteArray();
      }
    }
    int next = out.size() == at ? at + length : at;
    out.write(good, next, good.length - next);
    return out.toByteArray();
  }

  private static String said(Reader reader, Bytes bytes) {
    try {
      return reader.read(bytes);
    } catch (ProblemException e) {
      return REFUSED;
    }
  }
}
