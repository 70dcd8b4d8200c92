package org.foresign.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void mapsWithoutAnOrderAreWrittenByName() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("ok", true);
    object.put("inner", Map.of("h", 1, "b", 2, "g", 3, "c", 4, "f", 5, "a", 6, "e", 7, "d", 8));
    StringWriter text = new StringWriter();
    JsonText.write(text, object);
    assertThat(text.toString())
        .isEqualTo(
            """
            {"ok":true,"inner":{"a":6,"b":2,"c":4,"d":8,"e":7,"f":5,"g":3,"h":1}}\
            """);
  }
}
