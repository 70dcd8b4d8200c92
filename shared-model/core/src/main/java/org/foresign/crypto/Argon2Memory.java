package org.foresign.crypto;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The memory of one run of Argon2id and how it is filled (RFC 9106 sections 3.2 to 3.6): a matrix
 * of blocks, a row a lane, filled in passes of four slices. Within a slice the lanes are
 * independent and are filled side by side.
 */
final class Argon2Memory {
  static final int BLOCK_BYTES = 1_024;
  static final int BLOCK_LONGS = BLOCK_BYTES / Long.BYTES;

  private static final int SLICES = 4;
  private static final int TYPE_ID = 2;
  private static final long LOW = 0xffff_ffffL;

  private final MemorySegment blocks;
  private final int passes;
  private final int lanes;
  private final int columns;
  private final int segment;

  /**
   * @param arena gives the memory, and takes it back when it is closed; used by several threads
   */
  Argon2Memory(Arena arena, int memoryKib, int passes, int lanes) {
    this.passes = passes;
    this.lanes = lanes;
    segment = memoryKib / (SLICES * lanes);
    columns = segment * SLICES;
    blocks = arena.allocate((long) lanes * columns * BLOCK_BYTES, Long.BYTES);
  }

  void put(int lane, int column, long[] block) {
    MemorySegment.copy(block, 0, blocks, ValueLayout.JAVA_LONG, at(lane, column), BLOCK_LONGS);
    Arrays.fill(block, 0);
  }

  private void get(int lane, int column, long[] block) {
    MemorySegment.copy(blocks, ValueLayout.JAVA_LONG, at(lane, column), block, 0, BLOCK_LONGS);
  }

  private long at(int lane, int column) {
    return ((long) lane * columns + column) * BLOCK_BYTES;
  }

  void wipe() {
    blocks.fill((byte) 0);
  }

  /** Fills everything after the first two columns; the sum of the last column. */
  long[] fill() {
    for (int pass = 0; pass < passes; pass++) {
      for (int slice = 0; slice < SLICES; slice++) {
        int nowPass = pass;
        int nowSlice = slice;
        IntStream.range(0, lanes)
            .parallel()
            .forEach(lane -> new Segment(nowPass, nowSlice, lane).fill());
      }
    }
    long[] sum = new long[BLOCK_LONGS];
    long[] last = new long[BLOCK_LONGS];
    for (int lane = 0; lane < lanes; lane++) {
      get(lane, columns - 1, last);
      xor(sum, last);
    }
    Arrays.fill(last, 0);
    return sum;
  }

  /** What one lane gets in one slice of one pass. */
  private final class Segment {
    private final int pass;
    private final int slice;
    private final int lane;
    private final long[] previous = new long[BLOCK_LONGS];
    private final long[] reference = new long[BLOCK_LONGS];
    private final long[] mixed = new long[BLOCK_LONGS];
    private final long[] input = new long[BLOCK_LONGS];
    private final long[] addresses = new long[BLOCK_LONGS];

    Segment(int pass, int slice, int lane) {
      this.pass = pass;
      this.slice = slice;
      this.lane = lane;
    }

    void fill() {
      boolean independent = pass == 0 && slice < SLICES / 2;
      int first = pass == 0 && slice == 0 ? 2 : 0;
      int start = slice * segment;
      get(lane, (start + first + columns - 1) % columns, previous);
      for (int index = first; index < segment; index++) {
        if (independent && (index == first || index % BLOCK_LONGS == 0)) {
          nextAddresses(index / BLOCK_LONGS + 1);
        }
        long pseudoRandom = independent ? addresses[index % BLOCK_LONGS] : previous[0];
        int other =
            pass == 0 && slice == 0
                ? lane
                : (int) Long.remainderUnsigned(pseudoRandom >>> 32, lanes);
        get(other, referenceColumn(index, other == lane, pseudoRandom & LOW), reference);
        compress(previous, reference, mixed);
        if (pass > 0) {
          get(lane, start + index, reference);
          xor(previous, reference);
        }
        MemorySegment.copy(
            previous, 0, blocks, ValueLayout.JAVA_LONG, at(lane, start + index), BLOCK_LONGS);
      }
      for (long[] used : new long[][] {previous, reference, mixed, input, addresses}) {
        Arrays.fill(used, 0);
      }
    }

    /** Section 3.4.1.2: addresses that depend on nothing secret. */
    private void nextAddresses(int counter) {
      Arrays.fill(input, 0);
      input[0] = pass;
      input[1] = lane;
      input[2] = slice;
      input[3] = (long) lanes * columns;
      input[4] = passes;
      input[5] = TYPE_ID;
      input[6] = counter;
      Arrays.fill(addresses, 0);
      compress(addresses, input, mixed);
      Arrays.fill(input, 0);
      compress(addresses, input, mixed);
    }

    /** Section 3.4.2. */
    private int referenceColumn(int index, boolean same, long j1) {
      long area = pass == 0 ? (long) slice * segment : columns - segment;
      area += same ? index : 0;
      if (same || index == 0) {
        area--;
      }
      long x = (j1 * j1) >>> 32;
      long back = (area * x) >>> 32;
      int start = pass == 0 || slice == SLICES - 1 ? 0 : (slice + 1) * segment;
      return (int) ((start + area - 1 - back) % columns);
    }
  }

  /** Section 3.5: {@code x} becomes G(x, y). */
  private static void compress(long[] x, long[] y, long[] mixed) {
    xor(x, y);
    System.arraycopy(x, 0, mixed, 0, BLOCK_LONGS);
    for (int row = 0; row < BLOCK_LONGS; row += 16) {
      permute(mixed, row, 2);
    }
    for (int column = 0; column < 16; column += 2) {
      permute(mixed, column, 16);
    }
    xor(x, mixed);
  }

  /**
   * Section 3.6: the permutation P over eight registers of two words each.
   *
   * @param step from one register to the next
   */
  private static void permute(long[] v, int first, int step) {
    int next = 1;
    int a = first;
    int b = first + 2 * step;
    int c = first + 4 * step;
    int d = first + 6 * step;
    int high = step + next;
    mix(v, a, b, c, d);
    mix(v, a + next, b + next, c + next, d + next);
    mix(v, a + step, b + step, c + step, d + step);
    mix(v, a + high, b + high, c + high, d + high);
    mix(v, a, b + next, c + step, d + high);
    mix(v, a + next, b + step, c + high, d);
    mix(v, a + step, b + high, c, d + next);
    mix(v, a + high, b, c + next, d + step);
  }

  private static void mix(long[] v, int ia, int ib, int ic, int id) {
    long a = v[ia];
    long b = v[ib];
    long c = v[ic];
    long d = v[id];
    a += b + 2 * (a & LOW) * (b & LOW);
    d = Long.rotateRight(d ^ a, 32);
    c += d + 2 * (c & LOW) * (d & LOW);
    b = Long.rotateRight(b ^ c, 24);
    a += b + 2 * (a & LOW) * (b & LOW);
    d = Long.rotateRight(d ^ a, 16);
    c += d + 2 * (c & LOW) * (d & LOW);
    b = Long.rotateRight(b ^ c, 63);
    v[ia] = a;
    v[ib] = b;
    v[ic] = c;
    v[id] = d;
  }

  private static void xor(long[] into, long[] from) {
    for (int i = 0; i < BLOCK_LONGS; i++) {
      into[i] ^= from[i];
    }
  }
}
