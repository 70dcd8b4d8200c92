package org.foresign.model.batch;

import org.foresign.codec.Digest32;

/** A leaf's name: the batch digest and its index in canonical order. */
public record LeafId(Digest32 batch, int index) {
  public LeafId {
    if (index < 0) {
      throw new IllegalArgumentException("a leaf index is not negative");
    }
  }

  @Override
  public String toString() {
    return batch.bytes().hex().substring(0, 16) + "/" + index;
  }
}
