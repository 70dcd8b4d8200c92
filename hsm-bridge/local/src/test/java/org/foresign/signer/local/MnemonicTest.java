package org.foresign.signer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.foresign.signer.local.Vectors.ACCESS;
import static org.foresign.signer.local.Vectors.assertProblem;
import static org.foresign.signer.local.Vectors.hex;
import static org.foresign.signer.local.Vectors.mnemonic;
import static org.foresign.signer.local.Vectors.passphrase;
import static org.foresign.signer.local.Vectors.phrase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.secret.SecretBytes;
import org.foresign.testkit.Seeds;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MnemonicTest {
  private static final String GOOD =
      "legal winner thank year wave sausage worth useful legal winner thank yellow";

  @Test
  void agreesWithTheReferenceVectors() throws Exception {
    JsonNode vectors = Vectors.json("bip39/english.json");
    assertThat(vectors.size()).isEqualTo(24);
    for (JsonNode one : vectors) {
      checkOne(
          one.get("entropy").asString(),
          one.get("mnemonic").asString(),
          "TREZOR",
          one.get("seed").asString());
    }
  }

  @Test
  void agreesWithAnotherImplementationForEachLengthAndOddPassphrases() throws Exception {
    JsonNode vectors = Vectors.json("scure/accounts.json");
    assertThat(vectors.size()).isEqualTo(40);
    for (JsonNode one : vectors) {
      checkOne(
          one.get("entropy").asString(),
          one.get("mnemonic").asString(),
          one.get("passphrase").asString(),
          one.get("seed").asString());
    }
  }

  private static void checkOne(String entropy, String words, String passphrase, String seed)
      throws ProblemException {
    try (Mnemonic read = mnemonic(words);
        Mnemonic made = Mnemonic.ofEntropy(SecretBytes.take(hex(entropy)), ACCESS);
        Passphrase secret = passphrase(passphrase)) {
      assertThat(phrase(made)).isEqualTo(words);
      assertThat(hex(read.entropy())).isEqualTo(entropy);
      assertThat(read.wordCount()).isEqualTo(words.split(" ").length);
      assertThat(hex(read.seed(secret))).as(passphrase).isEqualTo(seed);
      if (passphrase.isEmpty()) {
        assertThat(hex(read.seed())).isEqualTo(seed);
      }
    }
  }

  @Test
  void readsBlanksAndCapitalsAsPeopleTypeThem() throws ProblemException {
    try (Mnemonic read =
        mnemonic("  " + GOOD.toUpperCase(Locale.ROOT).replace(" ", " \r\n\t") + "\n")) {
      assertThat(phrase(read)).isEqualTo(GOOD);
    }
  }

  @Test
  void refusesEveryOtherWordInEveryPlaceUnlessTheChecksumFits() throws Exception {
    Bip39Words list = Bip39Words.english();
    Seeds.check(
        8,
        random -> {
          List<String> words = new ArrayList<>(List.of(GOOD.split(" ")));
          int place = random.nextInt(words.size());
          int accepted = 0;
          for (int i = 0; i < Bip39Words.COUNT; i++) {
            words.set(place, list.word(i));
            try (Mnemonic read = mnemonic(String.join(" ", words))) {
              assertThat(phrase(read)).isEqualTo(String.join(" ", words));
              accepted++;
            } catch (ProblemException e) {
              assertThat(e.problem().code()).isEqualTo(KeyProblem.KEY_CHECKSUM_WRONG);
            }
          }
          // Four bits of checksum: one in 16 fits by chance.
          assertThat(accepted).isBetween(70, 190);
        });
  }

  @Test
  void refusesOtherNumbersOfWords() {
    List<String> words = Collections.nCopies(30, "abandon");
    for (int count = 0; count <= 30; count++) {
      String text = String.join(" ", words.subList(0, count));
      if (!List.of(12, 15, 18, 21, 24).contains(count)) {
        assertProblem(KeyProblem.KEY_WORD_COUNT, () -> mnemonic(text));
      } else {
        assertProblem(KeyProblem.KEY_CHECKSUM_WRONG, () -> mnemonic(text));
      }
    }
    assertProblem(KeyProblem.KEY_WORD_COUNT, () -> mnemonic(GOOD + " ".repeat(3_000) + "x"));
  }

  @Test
  void wipesWhatItRead() throws ProblemException {
    char[] typed = GOOD.toCharArray();
    Mnemonic.parse(typed, NearWords.NOBODY, ACCESS).close();
    assertThat(typed).containsOnly('\0');
    char[] wrong = GOOD.replace("yellow", "zoo").toCharArray();
    assertProblem(
        KeyProblem.KEY_CHECKSUM_WRONG, () -> Mnemonic.parse(wrong, NearWords.NOBODY, ACCESS));
    assertThat(wrong).containsOnly('\0');
  }

  @Test
  void wipesThePhraseItLent() throws ProblemException {
    try (Mnemonic read = mnemonic(GOOD)) {
      List<char[]> kept = new ArrayList<>();
      read.usePhrase(lent -> kept.add(lent));
      assertThat(kept.getFirst()).containsOnly('\0').hasSize(GOOD.length());
    }
  }

  @Test
  void saysNothingInItsText() throws ProblemException {
    Mnemonic read = mnemonic(GOOD);
    assertThat(read).hasToString("Mnemonic(hidden)");
    read.close();
    assertThatThrownBy(read::seed).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesOtherLengthsOfEntropy() {
    for (int size : new int[] {0, 12, 15, 17, 18, 33, 36, 64}) {
      SecretBytes entropy = SecretBytes.take(new byte[size]);
      assertThatThrownBy(() -> Mnemonic.ofEntropy(entropy, ACCESS))
          .isInstanceOf(IllegalArgumentException.class);
      entropy.close();
    }
  }

  @Test
  void listIsSortedAndItsFourFirstLettersTellWordsApart() {
    Bip39Words list = Bip39Words.english();
    String[] all = new String[Bip39Words.COUNT];
    Arrays.setAll(all, list::word);
    assertThat(all).isSorted().allMatch(word -> word.length() <= Bip39Words.LONGEST);
    assertThat(Arrays.stream(all).map(w -> w.substring(0, Math.min(4, w.length()))).distinct())
        .hasSize(Bip39Words.COUNT);
  }
}
