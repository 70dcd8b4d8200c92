package org.foresign.secret;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Secret bytes outside the heap, wiped at close. Whoever holds it last closes it: passing one to a
 * constructor hands over ownership unless its Javadoc says otherwise. A forgotten one is wiped when
 * it is collected. Thread-safe; any use after close throws {@link IllegalStateException}.
 */
public final class SecretBytes extends HiddenValue {
  private static final Cleaner CLEANER = Cleaner.create();

  private final SecretMemory memory;
  private final Cleaner.Cleanable cleanable;
  private final int size;
  private boolean closed;

  private SecretBytes(byte[] source, int offset, int size) {
    this.memory = SecretMemory.allocate(size);
    this.size = size;
    MemorySegment.copy(source, offset, memory.segment(), ValueLayout.JAVA_BYTE, 0, size);
    this.cleanable = CLEANER.register(this, memory);
  }

  /** Copies {@code source} and wipes it. */
  public static SecretBytes take(byte[] source) {
    try {
      return new SecretBytes(source, 0, source.length);
    } finally {
      Arrays.fill(source, (byte) 0);
    }
  }

  /** Copies {@code source}, which stays the caller's to wipe. */
  public static SecretBytes copyOf(byte[] source) {
    return new SecretBytes(source, 0, source.length);
  }

  /** Copies a part of {@code source}, which stays the caller's to wipe. */
  public static SecretBytes copyOf(byte[] source, int offset, int length) {
    return new SecretBytes(source, offset, length);
  }

  /** Fresh random bytes. */
  public static SecretBytes random(int size, SecureRandom random) {
    byte[] fresh = new byte[size];
    random.nextBytes(fresh);
    return take(fresh);
  }

  public int size() {
    return size;
  }

  /** How well the system guards this secret's memory. */
  public MemoryProtection protection() {
    return memory.protection();
  }

  /** Computes something from a heap copy, which is wiped afterwards whatever happens. */
  public <R extends @Nullable Object, E extends Exception> R use(
      SecretAccess access, SecretUse<byte[], R, E> use) throws E {
    requireAccess(access);
    byte[] copy = copy();
    try {
      R result = use.apply(copy);
      refuseEscape(result, copy);
      return result;
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** As {@link #use} without a result. */
  public <E extends Exception> void run(SecretAccess access, SecretAction<byte[], E> action)
      throws E {
    requireAccess(access);
    byte[] copy = copy();
    try {
      action.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Whether both hold the same bytes; takes the same time wherever they differ. */
  public boolean equalsSecret(SecretBytes other) {
    byte[] mine = copy();
    try {
      byte[] theirs = other.copy();
      try {
        return MessageDigest.isEqual(mine, theirs);
      } finally {
        Arrays.fill(theirs, (byte) 0);
      }
    } finally {
      Arrays.fill(mine, (byte) 0);
    }
  }

  /** Another secret with the same bytes and an owner of its own. */
  public SecretBytes duplicate() {
    return take(copy());
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cleanable.clean();
    }
  }

  private synchronized byte[] copy() {
    if (closed) {
      throw new IllegalStateException("this secret is closed");
    }
    byte[] copy = new byte[size];
    MemorySegment.copy(memory.segment(), ValueLayout.JAVA_BYTE, 0, copy, 0, size);
    return copy;
  }

  @SuppressWarnings("ReferenceEquality") // the very same array is meant
  static void refuseEscape(@Nullable Object result, Object raw) {
    if (result == raw) {
      throw new IllegalStateException("the raw secret may not leave");
    }
  }

  private static void requireAccess(SecretAccess access) {
    if (access == null) {
      throw new IllegalArgumentException("no access to secrets was granted");
    }
  }
}
