package org.foresign.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SecretBytesTest {
  private final SecretAccess access = SecretAccess.grant();

  @Test
  void givesBackWhatItTook() {
    byte[] source = {1, 2, 3, 4, 5};
    try (SecretBytes secret = SecretBytes.take(source)) {
      assertThat(source).containsOnly(0);
      assertThat(secret.size()).isEqualTo(5);
      byte[] seen = secret.use(access, byte[]::clone);
      assertThat(seen).containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void copyOfLeavesItsSource() {
    byte[] source = {9, 1, 2, 9};
    try (SecretBytes secret = SecretBytes.copyOf(source, 1, 2)) {
      assertThat(source).containsExactly(9, 1, 2, 9);
      assertThat(secret.<byte[], RuntimeException>use(access, byte[]::clone)).containsExactly(1, 2);
    }
  }

  @Test
  void wipesTheHeapCopyAlsoAfterAnException() {
    AtomicReference<byte[]> seen = new AtomicReference<>();
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {7, 7, 7})) {
      secret.run(access, seen::set);
      assertThat(seen.get()).containsOnly(0);
      assertThatThrownBy(() ->
              secret.run(
                  access,
                  raw -> {
                    seen.set(raw);
                    throw new IOException("expected");
                  }))
          .isInstanceOf(IOException.class);
      assertThat(seen.get()).hasSize(3).containsOnly(0);
    }
  }

  @Test
  void refusesToLetTheRawArrayOut() {
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {7})) {
      assertThatIllegalStateException().isThrownBy(() -> secret.use(access, raw -> raw));
    }
  }

  @Test
  void refusesEveryUseAfterClose() {
    SecretBytes secret = SecretBytes.copyOf(new byte[] {1});
    secret.close();
    secret.close();
    assertThat(secret.isClosed()).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> secret.use(access, raw -> 1));
    assertThatIllegalStateException().isThrownBy(() -> secret.run(access, raw -> {}));
    assertThatIllegalStateException().isThrownBy(() -> secret.equalsSecret(secret));
    assertThatIllegalStateException().isThrownBy(secret::duplicate);
  }

  @Test
  void refusesReadersWithoutAccess() {
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {1})) {
      assertThatIllegalArgumentException().isThrownBy(() -> secret.run(null, raw -> {}));
      assertThatIllegalArgumentException().isThrownBy(() -> secret.use(null, raw -> 1));
    }
    assertThat(SecretAccess.class.getConstructors()).isEmpty();
    assertThat(Modifier.isFinal(SecretAccess.class.getModifiers())).isTrue();
  }

  @Test
  void comparesByContentAndLength() {
    try (SecretBytes one = SecretBytes.copyOf(new byte[] {1, 2});
        SecretBytes same = one.duplicate();
        SecretBytes longer = SecretBytes.copyOf(new byte[] {1, 2, 0});
        SecretBytes other = SecretBytes.copyOf(new byte[] {1, 3})) {
      assertThat(one.equalsSecret(same)).isTrue();
      assertThat(one.equalsSecret(longer)).isFalse();
      assertThat(one.equalsSecret(other)).isFalse();
      same.close();
      assertThat(one.<Integer, RuntimeException>use(access, raw -> (int) raw[1])).isEqualTo(2);
    }
  }

  @Test
  void hasNoEqualityHashOrText() {
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {65, 66, 67})) {
      assertThatThrownBy(() -> secret.equals("")).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(secret::hashCode).isInstanceOf(UnsupportedOperationException.class);
      assertThat(secret.toString()).isEqualTo("SecretBytes(hidden)");
    }
  }

  @Test
  void refusesSerialization() throws IOException {
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {1});
        ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(secret))
          .isInstanceOf(NotSerializableException.class);
    }
  }

  @Test
  void randomSecretsDiffer() {
    SecureRandom random = new SecureRandom();
    try (SecretBytes one = SecretBytes.random(32, random);
        SecretBytes two = SecretBytes.random(32, random)) {
      assertThat(one.equalsSecret(two)).isFalse();
    }
  }

  @Test
  void emptySecretsWork() {
    try (SecretBytes empty = SecretBytes.take(new byte[0])) {
      assertThat(empty.<Integer, RuntimeException>use(access, raw -> raw.length)).isZero();
    }
  }

  /** The kernel's own list of mappings says "lo" (locked) and "dd" (not dumped) for the pages. */
  @Test
  void linuxLocksThePagesAndGivesThemBack() throws IOException {
    Path smaps = Path.of("/proc/self/smaps");
    Assumptions.assumeTrue(Files.isReadable(smaps), "no /proc/self/smaps on this system");
    // Asked of the system and not of the secret, which would excuse itself.
    Assumptions.assumeTrue(mayLock(), "this system lets no program lock memory");
    try (SecretBytes secret = SecretBytes.copyOf(new byte[] {1})) {
      assertThat(secret.protection()).isEqualTo(MemoryProtection.LOCKED);
      assertThat(guardedMappings(smaps)).isPositive();
    }
    long before = guardedMappings(smaps);
    SecretBytes[] secrets = new SecretBytes[100];
    Arrays.setAll(secrets, i -> SecretBytes.copyOf(new byte[5000]));
    Arrays.asList(secrets).forEach(SecretBytes::close);
    assertThat(guardedMappings(smaps)).isLessThanOrEqualTo(before);
  }

  private static boolean mayLock() throws IOException {
    try (var limits = Files.lines(Path.of("/proc/self/limits"))) {
      return limits
          .filter(line -> line.startsWith("Max locked memory"))
          .map(line -> line.split("\\s{2,}")[1])
          .anyMatch(soft -> soft.equals("unlimited") || Long.parseLong(soft) >= 1 << 20);
    }
  }

  private static long guardedMappings(Path smaps) throws IOException {
    try (var lines = Files.lines(smaps)) {
      return lines
          .filter(line -> line.startsWith("VmFlags:"))
          .filter(line -> line.contains(" lo ") && line.contains(" dd"))
          .count();
    }
  }
}
