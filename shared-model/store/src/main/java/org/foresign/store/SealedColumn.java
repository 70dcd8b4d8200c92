package org.foresign.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.crypto.AesGcm256;
import org.foresign.crypto.DomainTag;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;

/**
 * Seals and opens the values of one column; each is bound to its row (docs/spec/sealed-value.md).
 * Thread-safe. Close it to wipe its key.
 */
public final class SealedColumn implements AutoCloseable {
  /** What a sealed value is longer than its plaintext. */
  public static final int OVERHEAD = 1 + AesGcm256.NONCE_SIZE + AesGcm256.TAG_SIZE;

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
  private static final byte VERSION = 1;
  private static final int MAX_PLAINTEXT = 16 << 20;

  private final SecretBytes key;
  private final SecretAccess access;
  private final SecureRandom random;
  private final byte[] associatedStart;

  SealedColumn(SecretBytes key, SecretAccess access, SecureRandom random, byte[] place) {
    this.key = key;
    this.access = access;
    this.random = random;
    this.associatedStart = joined(DomainTag.of("sealed-value"), place);
  }

  /** The row key of an integer primary key. */
  public static Bytes row(long id) {
    return Bytes.of(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
  }

  /** Seals a value for its row; {@code plaintext} stays the caller's to wipe. */
  public Bytes seal(Bytes rowKey, byte[] plaintext) {
    if (plaintext.length > MAX_PLAINTEXT) {
      throw new IllegalArgumentException("a value has at most 16 MiB");
    }
    byte[] nonce = new byte[AesGcm256.NONCE_SIZE];
    random.nextBytes(nonce);
    byte[] sealed =
        key.use(access, raw -> AesGcm256.seal(raw, nonce, associated(rowKey), plaintext));
    return Bytes.of(joined(new byte[] {VERSION}, nonce, sealed));
  }

  /** Seals a secret for its row. */
  public Bytes seal(Bytes rowKey, SecretBytes secret) {
    return secret.use(access, raw -> seal(rowKey, raw));
  }

  /**
   * Opens a value into an array that the caller owns, and wipes where it is secret.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_SEAL_BROKEN}
   */
  public byte[] open(Bytes rowKey, Bytes value) throws ProblemException {
    if (value.size() < OVERHEAD
        || value.size() > MAX_PLAINTEXT + OVERHEAD
        || value.at(0) != VERSION) {
      throw Problem.of(StoreProblem.STORE_SEAL_BROKEN).asException();
    }
    byte[] all = value.toArray();
    byte[] nonce = Arrays.copyOfRange(all, 1, 1 + AesGcm256.NONCE_SIZE);
    byte[] sealed = Arrays.copyOfRange(all, 1 + AesGcm256.NONCE_SIZE, all.length);
    try {
      return key.use(access, raw -> AesGcm256.open(raw, nonce, associated(rowKey), sealed));
    } catch (ProblemException e) {
      throw new ProblemException(Problem.of(StoreProblem.STORE_SEAL_BROKEN), e);
    }
  }

  /**
   * Opens a secret; the caller owns and closes it.
   *
   * @throws ProblemException with {@link StoreProblem#STORE_SEAL_BROKEN}
   */
  public SecretBytes openSecret(Bytes rowKey, Bytes value) throws ProblemException {
    return SecretBytes.take(open(rowKey, value));
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "SealedColumn(hidden)";
  }

  static byte[] place(String table, String column) {
    return joined(name(table), name(column));
  }

  static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private byte[] associated(Bytes rowKey) {
    return joined(associatedStart, rowKey.toArray());
  }

  static byte[] name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a table or column name: " + name);
    }
    return joined(new byte[] {(byte) name.length()}, name.getBytes(StandardCharsets.US_ASCII));
  }
}
