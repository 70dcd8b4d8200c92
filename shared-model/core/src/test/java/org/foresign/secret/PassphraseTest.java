package org.foresign.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PassphraseTest {
  private static final String TEXT = "pässwörd 水 \uD83D\uDE00";
  private final SecretAccess access = SecretAccess.grant();

  @Test
  void keepsCharactersAndWipesItsSource() {
    char[] source = TEXT.toCharArray();
    try (Passphrase passphrase = Passphrase.take(source)) {
      assertThat(source).containsOnly('\0');
      assertThat(passphrase.<String, RuntimeException>useChars(access, String::new))
          .isEqualTo(TEXT);
      byte[] utf8 = passphrase.useUtf8(access, byte[]::clone);
      assertThat(utf8).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
      assertThat(passphrase.isEmpty()).isFalse();
    }
  }

  @Test
  void takesUtf8AndWipesItsSource() {
    byte[] source = TEXT.getBytes(StandardCharsets.UTF_8);
    try (Passphrase typed = Passphrase.take(TEXT.toCharArray());
        Passphrase read = Passphrase.takeUtf8(source)) {
      assertThat(source).containsOnly(0);
      assertThat(read.equalsSecret(typed)).isTrue();
    }
  }

  /** Pairs of forms that look the same: examples of RFC 8265 section 4.3 and of UAX #15. */
  @Test
  void hasOneFormWhateverKeyboardItWasTypedOn() {
    for (String[] same :
        new String[][] {
          {"pässwörd", "pa\u0308sswo\u0308rd"},
          {"correct horse", "correct\u00a0horse"},
          {"foo bar", "foo\u1680bar"},
          {"水 水", "水\u3000水"},
          {"Å", "\u212b"},
          {"한글", "\u1112\u1161\u11ab\u1100\u1173\u11af"},
          {"q\u0323\u0307", "q\u0307\u0323"},
          {"Ω", "\u2126"}
        }) {
      try (Passphrase one = Passphrase.take(same[0].toCharArray());
          Passphrase two = Passphrase.take(same[1].toCharArray());
          Passphrase file = Passphrase.takeUtf8(same[1].getBytes(StandardCharsets.UTF_8))) {
        assertThat(one.equalsSecret(two)).as(same[0]).isTrue();
        assertThat(file.equalsSecret(one)).as(same[0]).isTrue();
        assertThat(two.useUtf8(access, byte[]::clone))
            .isEqualTo(same[0].getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** RFC 8265 section 4.2.2: no case mapping, no width mapping, nothing trimmed. */
  @Test
  void keepsWhatLooksDifferentApart() {
    for (String[] apart :
        new String[][] {{"Foo", "foo"}, {" a", "a"}, {"ﬁ", "fi"}, {"ａ", "a"}, {"a  b", "a b"}}) {
      try (Passphrase one = Passphrase.take(apart[0].toCharArray());
          Passphrase two = Passphrase.take(apart[1].toCharArray())) {
        assertThat(one.equalsSecret(two)).as(apart[0]).isFalse();
      }
    }
  }

  @Test
  void takesATextOfAnotherStandardAsItIs() {
    char[] source = "a\u0308\u00a0\u1680".toCharArray();
    try (Passphrase passphrase = Passphrase.takeAsTyped(source)) {
      assertThat(passphrase.<String, RuntimeException>useChars(access, String::new))
          .isEqualTo("a\u0308\u00a0\u1680");
      assertThat(source).containsOnly('\0');
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Passphrase.takeAsTyped(new char[] {'\udc00'}));
  }

  @Test
  void refusesWhatIsNoTextAndStillWipes() {
    char[] half = {'a', '\ud800'};
    assertThatIllegalArgumentException().isThrownBy(() -> Passphrase.take(half));
    assertThat(half).containsOnly('\0');
    byte[] bad = {'a', (byte) 0xff};
    assertThatIllegalArgumentException().isThrownBy(() -> Passphrase.takeUtf8(bad));
    assertThat(bad).containsOnly(0);
    byte[] cut = {'a', (byte) 0xc3};
    assertThatIllegalArgumentException().isThrownBy(() -> Passphrase.takeUtf8(cut));
  }

  @Test
  void wipesTheHeapCopies() {
    AtomicReference<char[]> chars = new AtomicReference<>();
    AtomicReference<byte[]> bytes = new AtomicReference<>();
    try (Passphrase passphrase = Passphrase.take("abc".toCharArray())) {
      passphrase.<Integer, RuntimeException>useChars(
          access,
          raw -> {
            chars.set(raw);
            return 0;
          });
      passphrase.<Integer, RuntimeException>useUtf8(
          access,
          raw -> {
            bytes.set(raw);
            return 0;
          });
      assertThat(chars.get()).hasSize(3).containsOnly('\0');
      assertThat(bytes.get()).hasSize(3).containsOnly(0);
      assertThatIllegalStateException().isThrownBy(() -> passphrase.useChars(access, raw -> raw));
    }
  }

  @Test
  void refusesUseAfterCloseAndWithoutAccess() {
    Passphrase passphrase = Passphrase.take("abc".toCharArray());
    assertThatIllegalArgumentException().isThrownBy(() -> passphrase.useChars(null, raw -> 1));
    passphrase.close();
    assertThat(passphrase.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> passphrase.useChars(access, raw -> 1));
    assertThatIllegalStateException().isThrownBy(() -> passphrase.useUtf8(access, raw -> 1));
  }

  @Test
  void hasNoEqualityHashTextOrSerialForm() throws IOException {
    try (Passphrase passphrase = Passphrase.take("abc".toCharArray());
        ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> passphrase.equals(""))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(passphrase::hashCode).isInstanceOf(UnsupportedOperationException.class);
      assertThat(passphrase.toString()).isEqualTo("Passphrase(hidden)");
      assertThatThrownBy(() -> out.writeObject(passphrase))
          .isInstanceOf(NotSerializableException.class);
    }
  }
}
