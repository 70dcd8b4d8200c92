package org.foresign.usb;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;

/** File names of parcels. */
final class ParcelFile {
  private static final Pattern PATTERN =
      Pattern.compile("foresign-([0-9a-f]{8})-([a-z]{1,16})\\.fsx");

  private ParcelFile() {}

  static String of(ParcelName name) {
    return "foresign-" + name.tag() + "-" + name.kind().word() + ".fsx";
  }

  /** The name while it is being written. */
  static String unfinished(ParcelName name) {
    return "foresign-" + name.tag() + "-" + name.kind().word() + ".part";
  }

  /** The name of what is written to see whether there is room. */
  static String probe(ParcelKind kind) {
    return "foresign-00000000-" + kind.word() + ".part";
  }

  /** The parcel that a file name stands for; empty for every other name. */
  static Optional<ParcelName> parse(String file) {
    Matcher parts = PATTERN.matcher(file);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String tag = parts.group(1);
    return ParcelKind.ofWord(parts.group(2)).map(kind -> new ParcelName(kind, tag));
  }
}
