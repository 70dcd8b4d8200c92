package org.foresign.codec;

/**
 * The open arrays and maps of one item being read or written: how many children each still wants,
 * and the last key of each map. A container leaves the stack with its last child.
 */
final class CborFrames {
  private final int base;
  private final boolean[] isMap = new boolean[CborWriter.MAX_DEPTH];
  private final boolean[] keyDue = new boolean[CborWriter.MAX_DEPTH];
  private final boolean[] hasKey = new boolean[CborWriter.MAX_DEPTH];
  private final long[] lastKey = new long[CborWriter.MAX_DEPTH];
  private final long[] left = new long[CborWriter.MAX_DEPTH];
  private int depth;

  CborFrames() {
    this(0);
  }

  /**
   * @param base depth of the place where this item will stand
   */
  CborFrames(int base) {
    this.base = base;
    this.depth = base;
  }

  int depth() {
    return depth;
  }

  boolean complete() {
    return depth == base;
  }

  /** Notes an array or map as the next child; it stays open until it has all its own. */
  void open(boolean map, long count) {
    takeFromParent();
    if (count == 0) {
      closeFull();
      return;
    }
    isMap[depth] = map;
    keyDue[depth] = map;
    hasKey[depth] = false;
    left[depth] = count;
    depth++;
  }

  /** Notes a value without children as the next child. */
  void leaf() {
    takeFromParent();
    closeFull();
  }

  boolean awaitsKey() {
    return depth > base && keyDue[depth - 1];
  }

  /** Notes a key; false when it is not above the last one in the order of encoded bytes. */
  boolean takeKey(long key) {
    int top = depth - 1;
    if (hasKey[top] && !above(key, lastKey[top])) {
      return false;
    }
    hasKey[top] = true;
    lastKey[top] = key;
    keyDue[top] = false;
    return true;
  }

  private void takeFromParent() {
    if (depth > base) {
      left[depth - 1]--;
      keyDue[depth - 1] = isMap[depth - 1];
    }
  }

  private void closeFull() {
    while (depth > base && left[depth - 1] == 0) {
      depth--;
    }
  }

  /** Whether {@code key} comes after {@code last} in the order of encoded bytes. */
  static boolean above(long key, long last) {
    boolean negative = key < 0;
    boolean lastNegative = last < 0;
    if (negative != lastNegative) {
      return negative;
    }
    return negative ? key < last : key > last;
  }
}
