package org.foresign.codec;

/** A value that is a fixed number of bytes, in their order. */
public interface FixedBytes<T extends FixedBytes<T>> extends Comparable<T> {
  Bytes bytes();

  default byte[] toArray() {
    return bytes().toArray();
  }

  @Override
  default int compareTo(T other) {
    return bytes().compareTo(other.bytes());
  }
}
