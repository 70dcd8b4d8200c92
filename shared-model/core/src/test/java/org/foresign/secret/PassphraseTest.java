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
