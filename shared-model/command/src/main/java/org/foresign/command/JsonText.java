package org.foresign.command;

import java.io.Writer;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes maps, lists, texts, numbers and flags as JSON in one line that acts on no terminal. */
final class JsonText {
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private JsonText() {}

  /** By name where the map has no order of its own: the same answer is the same text. */
  static <K, V> Map<K, V> ordered(Map<K, V> map) {
    return map instanceof SequencedMap ? map : new TreeMap<>(map);
  }

  /** Piece by piece, without line ends; lists are walked over while they are written. */
  static void write(Writer text, Map<String, ?> object) {
    JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text);
    write(json, object);
    json.close(); // not after a failure: that would close what is open, as if it were whole
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        ordered(map)
            .forEach((name, inner) -> {
              json.writeName(String.valueOf(name));
              write(json, inner);
            });
        json.writeEndObject();
      }
      case Iterable<?> list -> {
        json.writeStartArray();
        list.forEach(inner -> write(json, inner));
        json.writeEndArray();
      }
      case Boolean flag -> json.writeBoolean(flag);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      default -> json.writeString(value.toString());
    }
  }
}
