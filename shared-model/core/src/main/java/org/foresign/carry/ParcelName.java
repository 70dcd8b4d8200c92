package org.foresign.carry;

import java.util.regex.Pattern;
import org.foresign.codec.Digest32;

/**
 * Names a parcel: its kind and the first four bytes of the SHA-256 of its content. The name finds
 * and tells apart; it proves nothing.
 *
 * @param tag eight lower-case hex digits
 */
public record ParcelName(ParcelKind kind, String tag) implements Comparable<ParcelName> {
  private static final Pattern TAG = Pattern.compile("[0-9a-f]{8}");

  public ParcelName {
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException("a parcel tag is eight lower-case hex digits");
    }
  }

  /** The name of content with this SHA-256. */
  public static ParcelName of(ParcelKind kind, Digest32 digest) {
    return new ParcelName(kind, digest.bytes().hex().substring(0, 8));
  }

  @Override
  public int compareTo(ParcelName other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : tag.compareTo(other.tag);
  }

  /** Such as {@code request 1a2b3c4d}. */
  @Override
  public String toString() {
    return kind.word() + " " + tag;
  }
}
