package org.foresign.crypto;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * Argon2id version 0x13 (RFC 9106). Inputs and outputs are the caller's to wipe.
 *
 * <p>Its memory lies outside the heap, is wiped and goes back to the system at the end, so that a
 * program with a small heap can stretch a passphrase itself: no child process that would have to be
 * handed the passphrase.
 */
public final class Argon2id {
  private static final int VERSION = 0x13;
  private static final int TYPE_ID = 2;
  private static final int LONGEST_HASH = 64;

  private Argon2id() {}

  /**
   * Derives {@code length} bytes (16 to 64) from a passphrase and a salt of at least 16 bytes.
   *
   * @param secret the RFC's optional K, such as a key file; empty for none
   * @throws OutOfMemoryError if the system has less memory than the parameters ask for
   */
  public static byte[] derive(
      byte[] passphrase, byte[] salt, byte[] secret, Argon2Parameters cost, int length) {
    if (salt.length < 16 || length < 16 || length > 64) {
      throw new IllegalArgumentException("Argon2id here takes 16 bytes of salt and gives 16 to 64");
    }
    return run(
        passphrase,
        salt,
        secret,
        new byte[0],
        cost.memoryKib(),
        cost.passes(),
        cost.lanes(),
        length);
  }

  /** Without limits, for the vectors of the RFC. */
  static byte[] run(
      byte[] passphrase,
      byte[] salt,
      byte[] secret,
      byte[] associated,
      int memoryKib,
      int passes,
      int lanes,
      int length) {
    Blake2bDigest first = new Blake2bDigest(8 * LONGEST_HASH);
    for (int number : new int[] {lanes, length, memoryKib, passes, VERSION, TYPE_ID}) {
      put(first, number);
    }
    for (byte[] input : new byte[][] {passphrase, salt, secret, associated}) {
      put(first, input.length);
      first.update(input, 0, input.length);
    }
    byte[] seed = finish(first, LONGEST_HASH);
    try (Arena arena = Arena.ofShared()) {
      Argon2Memory memory = new Argon2Memory(arena, memoryKib, passes, lanes);
      try {
        return fill(memory, seed, lanes, length);
      } finally {
        memory.wipe();
      }
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static byte[] fill(Argon2Memory memory, byte[] seed, int lanes, int length) {
    for (int lane = 0; lane < lanes; lane++) {
      for (int column = 0; column < 2; column++) {
        byte[] block = longHash(seed, new int[] {column, lane}, Argon2Memory.BLOCK_BYTES);
        memory.put(lane, column, longs(block));
        Arrays.fill(block, (byte) 0);
      }
    }
    long[] last = memory.fill();
    ByteBuffer bytes = ByteBuffer.allocate(Argon2Memory.BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(last);
    try {
      return longHash(bytes.array(), new int[0], length);
    } finally {
      Arrays.fill(bytes.array(), (byte) 0);
      Arrays.fill(last, 0);
    }
  }

  /**
   * The hash of variable length, H' (RFC 9106 section 3.3), over the input and numbers after it.
   */
  private static byte[] longHash(byte[] input, int[] after, int length) {
    Blake2bDigest digest = new Blake2bDigest(8 * Math.min(length, LONGEST_HASH));
    put(digest, length);
    digest.update(input, 0, input.length);
    for (int number : after) {
      put(digest, number);
    }
    if (length <= LONGEST_HASH) {
      return finish(digest, length);
    }
    byte[] out = new byte[length];
    byte[] part = finish(digest, LONGEST_HASH);
    int done = 0;
    while (length - done > LONGEST_HASH) {
      System.arraycopy(part, 0, out, done, LONGEST_HASH / 2);
      done += LONGEST_HASH / 2;
      Blake2bDigest next = new Blake2bDigest(8 * Math.min(length - done, LONGEST_HASH));
      next.update(part, 0, part.length);
      Arrays.fill(part, (byte) 0);
      part = finish(next, next.getDigestSize());
    }
    System.arraycopy(part, 0, out, done, part.length);
    Arrays.fill(part, (byte) 0);
    return out;
  }

  private static long[] longs(byte[] block) {
    long[] words = new long[Argon2Memory.BLOCK_LONGS];
    ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return words;
  }

  private static void put(Blake2bDigest digest, int number) {
    byte[] bytes =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
    digest.update(bytes, 0, bytes.length);
  }

  private static byte[] finish(Blake2bDigest digest, int length) {
    byte[] out = new byte[length];
    digest.doFinal(out, 0);
    digest.reset();
    return out;
  }
}
