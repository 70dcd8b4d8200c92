package org.foresign.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tries a decoder with damaged input: cut at each byte, with single bits flipped, with bytes
 * appended, and far too long. Only the declared exception may come out, in bounded time and memory.
 *
 * @param <T> what the decoder reads
 */
public final class Mutator<T> {
  private static final int DEFAULT_FLIPS = 20_000;
  private static final int DEFAULT_OVERSIZE = 4 << 20;
  private static final Duration SLOWEST = Duration.ofSeconds(5);

  /** Beside 16 bytes a byte of input: a length that lies would ask for more. */
  private static final long MOST_ALLOCATED = 32 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final byte[] good;
  private final Decoder<T> decoder;
  private final Encoder<T> encoder;
  private final Class<? extends Exception> allowed;
  private final int flips;
  private final int oversize;

  private Mutator(
      byte[] good,
      Decoder<T> decoder,
      Encoder<T> encoder,
      Class<? extends Exception> allowed,
      int flips,
      int oversize) {
    this.good = good.clone();
    this.decoder = decoder;
    this.encoder = encoder;
    this.allowed = allowed;
    this.flips = flips;
    this.oversize = oversize;
  }

  /** Reads bytes, or throws the declared exception. */
  @FunctionalInterface
  public interface Decoder<T> {
    T decode(byte[] bytes) throws Exception;
  }

  /** Writes a value back. */
  @FunctionalInterface
  public interface Encoder<T> {
    byte[] encode(T value) throws Exception;
  }

  /**
   * @param good bytes that the decoder accepts
   * @param allowed the only exception class that damaged input may cause
   */
  public static <T> Mutator<T> of(
      byte[] good, Decoder<T> decoder, Encoder<T> encoder, Class<? extends Exception> allowed) {
    return new Mutator<>(good, decoder, encoder, allowed, DEFAULT_FLIPS, DEFAULT_OVERSIZE);
  }

  /** At most this many single-bit flips, spread evenly over the input. */
  public Mutator<T> flips(int atMost) {
    return new Mutator<>(good, decoder, encoder, allowed, atMost, oversize);
  }

  /** Length of the oversized input. */
  public Mutator<T> oversize(int bytes) {
    return new Mutator<>(good, decoder, encoder, allowed, flips, bytes);
  }

  /**
   * For input with a signature, a tag or a digest over everything: each damage is refused, and the
   * undamaged bytes make the round trip.
   */
  public void assertRejects() {
    assertRoundTrip();
    assertLengthsRejected();
    forEachFlip((bytes, bit) ->
        outcome(bytes, "bit " + bit + " flipped")
            .ifPresent(value -> fail("accepted with bit %d flipped: %s", bit, value)));
  }

  /**
   * For a canonical format without a checksum: a flipped bit is refused or reads as another value
   * that writes exactly the flipped bytes, so no two byte strings mean the same.
   */
  public void assertCanonical() {
    assertRoundTrip();
    assertLengthsRejected();
    forEachFlip((bytes, bit) ->
        outcome(bytes, "bit " + bit + " flipped")
            .ifPresent(value ->
                assertThat(encode(value))
                    .as("written back after bit %d was flipped", bit)
                    .isEqualTo(bytes)));
  }

  /**
   * For text and other input with more than one form for one meaning: damage may be read or
   * refused, but only the declared exception comes out.
   */
  public void assertOnlyDeclared() {
    try {
      assertThat(decoder.decode(good.clone())).as("the undamaged bytes").isNotNull();
    } catch (Exception e) {
      throw new AssertionError("the undamaged bytes are refused: " + e, e);
    }
    for (int length = 0; length < good.length; length++) {
      outcome(Arrays.copyOf(good, length), "cut at " + length);
    }
    byte[] huge = Arrays.copyOf(good, Math.max(oversize, good.length + 1));
    Arrays.fill(huge, good.length, huge.length, (byte) 0x41);
    outcome(huge, "oversized").ifPresent(value -> fail("accepted %d bytes", huge.length));
    forEachFlip((bytes, bit) -> outcome(bytes, "bit " + bit + " flipped"));
  }

  /** The undamaged bytes read and write back to themselves. */
  public void assertRoundTrip() {
    try {
      assertThat(encoder.encode(decoder.decode(good.clone()))).as("round trip").isEqualTo(good);
    } catch (Exception e) {
      throw new AssertionError("the undamaged bytes are refused: " + e, e);
    }
  }

  private void assertLengthsRejected() {
    for (int length = 0; length < good.length; length++) {
      int cut = length;
      outcome(Arrays.copyOf(good, length), "cut at " + length)
          .ifPresent(value -> fail("accepted when cut at byte %d of %d", cut, good.length));
    }
    for (int extra : new int[] {1, 2, 32}) {
      outcome(Arrays.copyOf(good, good.length + extra), extra + " zero bytes appended")
          .ifPresent(value -> fail("accepted with %d zero bytes appended", extra));
    }
    byte[] twice = Arrays.copyOf(good, good.length * 2);
    System.arraycopy(good, 0, twice, good.length, good.length);
    if (good.length > 0) {
      outcome(twice, "repeated").ifPresent(value -> fail("accepted when repeated"));
    }
    byte[] huge = Arrays.copyOf(good, Math.max(oversize, good.length + 1));
    Arrays.fill(huge, good.length, huge.length, (byte) 0x41);
    outcome(huge, "oversized").ifPresent(value -> fail("accepted %d bytes", huge.length));
  }

  private void forEachFlip(FlipCheck check) {
    long bits = good.length * 8L;
    long tries = Math.min(bits, flips);
    for (long i = 0; i < tries; i++) {
      int bit = Math.toIntExact(i * bits / tries);
      byte[] bytes = good.clone();
      bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      check.accept(bytes, bit);
    }
  }

  private Optional<T> outcome(byte[] damaged, String damage) {
    long start = System.nanoTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    try {
      return Optional.of(decoder.decode(damaged.clone()));
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (!allowed.isInstance(e)) {
        throw new AssertionError(damage + " caused " + e + " for " + abbreviated(damaged), e);
      }
      return Optional.empty();
    } finally {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(damage).isLessThan(SLOWEST);
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
          .as("bytes allocated for " + damage)
          .isLessThan(MOST_ALLOCATED + 16L * damaged.length);
    }
  }

  private byte[] encode(T value) {
    try {
      return encoder.encode(value);
    } catch (Exception e) {
      throw new AssertionError("a value that was read can't be written: " + e, e);
    }
  }

  private static String abbreviated(byte[] bytes) {
    return HexFormat.of().formatHex(bytes, 0, Math.min(64, bytes.length)) + " …";
  }

  @FunctionalInterface
  private interface FlipCheck {
    void accept(byte[] bytes, int bit);
  }
}
