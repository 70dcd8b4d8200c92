package org.foresign.desk.chain;

import org.foresign.codec.Digest32;

/**
 * The block a fact was read at.
 *
 * @param number execution block number, or for beacon facts the slot
 * @param hash execution block hash, or for beacon facts the block root
 */
public record BlockRef(long number, Digest32 hash) {
  public BlockRef {
    if (number < 0) {
      throw new IllegalArgumentException("a block number is not negative");
    }
  }

  @Override
  public String toString() {
    return number + " (" + hash.bytes().slice(0, 4).prefixedHex() + "…)";
  }
}
