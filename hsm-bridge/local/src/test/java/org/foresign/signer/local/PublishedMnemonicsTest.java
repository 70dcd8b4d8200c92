package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.assertProblem;
import static org.foresign.signer.local.Vectors.mnemonic;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PublishedMnemonicsTest {
  private final PublishedMnemonics published = PublishedMnemonics.builtIn();

  @Test
  void refusesTheWordsOfDevelopmentTools() throws Exception {
    for (String phrase :
        List.of(
            Vectors.DEVELOPMENT,
            "all all all all all all all all all all all all",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                + " abandon about",
            "myth like bonus scare over problem client lizard pioneer submit female collect",
            "candy maple cake sugar pudding cream honey rich smooth crumble sweet treat")) {
      assertRefused(KeyProblem.KEY_MNEMONIC_PUBLISHED, phrase);
    }
  }

  @Test
  void refusesTheWordsOfTheReferenceVectors() throws Exception {
    for (JsonNode one : Vectors.json("bip39/english.json")) {
      assertRefused(KeyProblem.KEY_MNEMONIC_PUBLISHED, one.get("mnemonic").asString());
    }
  }

  @Test
  void refusesWordsThatRepeat() throws Exception {
    // Both have a right checksum and are on no list.
    assertRefused(
        KeyProblem.KEY_MNEMONIC_WEAK,
        "action action action action action action action action" + " action action action action");
  }

  @Test
  void acceptsWordsThatWereJustMade() {
    KeyGeneration generation = new KeyGeneration(new SecureRandom(), ACCESS);
    for (int i = 0; i < 200; i++) {
      try (Mnemonic fresh = generation.generate(i % 2 == 0 ? 128 : 256)) {
        assertThatCode(() -> published.refuse(fresh)).doesNotThrowAnyException();
      }
    }
  }

  private void assertRefused(KeyProblem expected, String phrase) throws Exception {
    try (Mnemonic known = mnemonic(phrase)) {
      assertProblem(expected, () -> published.refuse(known));
    }
  }
}
