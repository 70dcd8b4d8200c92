package org.foresign.model.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of this build, which lies beside a class. That it is missing or unreadable is a bug. */
public final class OwnFile {
  private OwnFile() {}

  public static byte[] bytes(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " of this build can't be read", e);
    }
  }

  /** The file's text, in UTF-8, with plain line ends. */
  public static String text(Class<?> beside, String name) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes(beside, name)))
          .toString()
          .replace("\r\n", "\n");
    } catch (CharacterCodingException e) {
      throw new IllegalStateException(name + " of this build is not UTF-8", e);
    }
  }

  /** The rows of a properties file. */
  public static Map<String, String> rows(Class<?> beside, String name) {
    Properties file = new Properties();
    try {
      file.load(new StringReader(text(beside, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> rows = new TreeMap<>();
    file.forEach((key, value) -> rows.put(key.toString(), value.toString()));
    return Collections.unmodifiableMap(rows);
  }
}
