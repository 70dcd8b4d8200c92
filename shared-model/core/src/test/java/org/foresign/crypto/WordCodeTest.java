package org.foresign.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
      assertThat(WordCode.text(digest, WordCode.TRANSPORT)).isEqualTo(vector.get("six").asString());
      assertThat(WordCode.text(digest, WordCode.PAIRING)).isEqualTo(vector.get("ten").asString());
    }
  }

  @Test
  void refusesOtherCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> WordCode.words(Digest32.ZERO, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> WordCode.words(Digest32.ZERO, 17));
  }
}
