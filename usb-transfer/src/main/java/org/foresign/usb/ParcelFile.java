package org.foresign.usb;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;

/** File names of parcels. */
final class ParcelFile {
  private static final Pattern PATTERN =
      Pattern.compile("foresign-([0-9a-f]{8})-([a-z]{1,16})\\.fsx");

  /** What copying twice, old systems and careful people leave of a name. */
  private static final Pattern MISNAMED =
      Pattern.compile("foresign[-_ ]([0-9a-f]{8})[-_ ]([a-z]{1,16})", Pattern.CASE_INSENSITIVE);

  private static final String SUFFIX = ".fsx";

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

  /** How a file has to be called that is a parcel of this kind by the look of its name. */
  static Optional<String> misnamed(String file, ParcelKind kind) {
    if (file.startsWith(".") || file.endsWith(".part") || parse(file).isPresent()) {
      return Optional.empty();
    }
    Matcher parts = MISNAMED.matcher(file);
    if (parts.find()) {
      String tag = parts.group(1).toLowerCase(Locale.ROOT);
      return ParcelKind.ofWord(parts.group(2).toLowerCase(Locale.ROOT))
          .filter(kind::equals)
          .map(found -> of(new ParcelName(found, tag)));
    }
    // Such as FORESI~1.FSX, which no longer says what it is.
    return file.toLowerCase(Locale.ROOT).endsWith(SUFFIX)
        ? Optional.of("foresign-TAG-" + kind.word() + SUFFIX + ", if it is one; copy it again")
        : Optional.empty();
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
