package org.foresign.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.foresign.model.problem.ProblemException;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;

class TypedLineTest {
  private final StringBuilder screen = new StringBuilder();
  private final TypedLine line =
      new TypedLine(
          new TypedLine.Echo() {
            @Override
            public void character(byte[] bytes, int from, int to) {
              screen.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void takenBack() {
              screen.append('<');
            }
          });

  private TypedLine.State type(String text) {
    return type(text.getBytes(StandardCharsets.UTF_8));
  }

  private TypedLine.State type(byte[] keys) {
    TypedLine.State state = TypedLine.State.OPEN;
    for (byte key : keys) {
      state = line.key(key & 0xff);
    }
    return state;
  }

  private String text() throws ProblemException {
    return new String(line.text());
  }

  @Test
  void aLineEndsWithTheEnterKey() throws Exception {
    assertThat(type("six random words")).isEqualTo(TypedLine.State.OPEN);
    assertThat(type("\n")).isEqualTo(TypedLine.State.COMPLETE);
    assertThat(text()).isEqualTo("six random words");
    assertThat(type("\r")).isEqualTo(TypedLine.State.COMPLETE);
  }

  @Test
  void charactersAreTakenBackWhole() throws Exception {
    type("a\u00e4\u20ac\ud83d\udd11\u007f\bc");
    assertThat(text()).isEqualTo("a\u00e4c");
    assertThat(screen.toString()).isEqualTo("a\u00e4\u20ac\ud83d\udd11<<c");
    type("\u0015new\u007f\u007f\u007f\u007f\u007f");
    assertThat(text()).isEmpty();
  }

  @Test
  void theEndOfInputCountsOnAnEmptyLineOnly() throws Exception {
    assertThat(type("ab\u0004")).isEqualTo(TypedLine.State.OPEN);
    assertThat(text()).isEqualTo("ab");
    assertThat(type("\u007f\u007f\u0004")).isEqualTo(TypedLine.State.INPUT_ENDED);
  }

  @Test
  void keysThatAreNoCharactersAreRefusedUntilAllIsTakenBack() throws Exception {
    for (String key : new String[] {"\u001b[D", "\t", "\u0000", "\u0001", "\u0085"}) {
      type("word" + key);
      assertProblem(TerminalProblem.TYPED_UNREADABLE);
      type("\u0015");
    }
    type("word");
    assertThat(text()).isEqualTo("word");
  }

  @Test
  void textInAnotherEncodingIsRefused() {
    type("v\u00e4cuum".getBytes(StandardCharsets.ISO_8859_1));
    assertProblem(TerminalProblem.TYPED_UNREADABLE);
    assertThat(screen.toString()).doesNotContain("\ufffd");
  }

  @Test
  void aLineIsBounded() throws Exception {
    type("a".repeat(TypedLine.MOST));
    assertThat(text()).hasSize(TypedLine.MOST);
    type("b".repeat(100_000));
    assertProblem(TerminalProblem.TYPED_TOO_LONG);
    assertThat(screen).hasSize(TypedLine.MOST);
    type("\u0015ok");
    assertThat(text()).isEqualTo("ok");
  }

  @Test
  void whatIsClosedIsWiped() throws Exception {
    type("secret");
    line.close();
    assertThat(line.text()).isEmpty();
  }

  /** The decoder of the JDK is the oracle; whatever is typed, nothing but a problem comes out. */
  @Test
  void anyKeysAreReadAsTheJdkReadsThemOrRefused() {
    Seeds.check(
        2_000,
        random -> {
          try (TypedLine typed = new TypedLine(TypedLine.Echo.NONE)) {
            byte[] keys = Seeds.bytes(random, random.nextInt(40));
            byte[] kept = new byte[keys.length];
            int count = 0;
            boolean control = false;
            for (byte key : keys) {
              if (key == 4 || key == 8 || key == 10 || key == 13 || key == 21 || key == 127) {
                continue;
              }
              control |= key >= 0 && key < ' ';
              kept[count++] = key;
              typed.key(key & 0xff);
            }
            byte[] whole = Arrays.copyOf(kept, count);
            String oracle = new String(whole, StandardCharsets.UTF_8);
            boolean refused =
                control
                    || !Arrays.equals(oracle.getBytes(StandardCharsets.UTF_8), whole)
                    || oracle.chars().anyMatch(Character::isISOControl);
            try {
              assertThat(new String(typed.text())).isEqualTo(oracle);
              assertThat(refused).isFalse();
            } catch (ProblemException e) {
              assertThat(refused).isTrue();
            }
          }
        });
  }

  private void assertProblem(TerminalProblem code) {
    assertThatThrownBy(line::text)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
