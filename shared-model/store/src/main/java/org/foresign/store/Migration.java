package org.foresign.store;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Sha256;
import org.foresign.model.text.OwnFile;

/**
 * One numbered step of a schema. A released step never changes: its SHA-256 is kept in each
 * database.
 *
 * @param version from 1, without gaps
 * @param statements SQL, statements ended by a semicolon at the end of a line
 */
public record Migration(int version, String name, String statements) {
  private static final Pattern FILE = Pattern.compile("V([1-9][0-9]{0,3})__([a-z0-9_]+)\\.sql");

  public Migration {
    if (version < 1) {
      throw new IllegalArgumentException("migrations are numbered from 1");
    }
  }

  /** Reads {@code V<number>__<name>.sql} beside {@code anchor}. */
  public static Migration fromResource(Class<?> anchor, String file) {
    Matcher parts = FILE.matcher(file);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no migration file name: " + file);
    }
    return new Migration(
        Integer.parseInt(parts.group(1)), parts.group(2), OwnFile.text(anchor, file));
  }

  Digest32 checksum() {
    return Digest32.of(Sha256.hash(statements.getBytes(StandardCharsets.UTF_8)));
  }
}
