package org.foresign.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the vector files of this module. */
public final class Vectors {
  private Vectors() {}

  /** A file below {@code vectors/}. */
  public static JsonNode read(String path) throws IOException {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + path)) {
      if (in == null) {
        throw new IOException("no vectors at " + path);
      }
      return JsonMapper.shared().readTree(in);
    }
  }

  /** The bytes of a field in hex. */
  public static byte[] hex(JsonNode node, String field) {
    return HexFormat.of().parseHex(node.get(field).asString());
  }

  /** The bytes of a text node in hex. */
  public static byte[] hex(JsonNode text) {
    return HexFormat.of().parseHex(text.asString());
  }
}
