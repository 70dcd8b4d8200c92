package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.foresign.codec.Digest32;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WordCodeTest {
  @Test
  void followsTheVectors() throws IOException {
    JsonNode vectors;
    try (InputStream in = getClass().getResourceAsStream("/vectors/words/words.json")) {
      vectors = JsonMapper.shared().readTree(in);
    }
    assertThat(vectors.size()).isEqualTo(5);
    for (JsonNode vector : vectors) {
      Digest32 digest = Digest32.parseHex(vector.get("digest").asString());
      assertThat(WordCode.text(digest)).isEqualTo(vector.get("ten").asString());
    }
  }

  /** Whoever chooses both inputs finds two digests with the same six words in 2^39 tries. */
  @Test
  void hasNoFormOfFewerWords() {
    assertThat(WordCode.words(Digest32.ZERO)).hasSize(10);
    assertThat(WordCode.class.getMethods())
        .filteredOn(method -> method.getDeclaringClass() == WordCode.class)
        .allSatisfy(
            method -> assertThat(method.getParameterTypes()).containsExactly(Digest32.class));
  }
}
