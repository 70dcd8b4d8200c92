package org.foresign.desk.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.foresign.testkit.Printed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log must not hold, however somebody wrote it. */
class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          asked https://rpc.example/v3/SECRET now | asked https://rpc.example/… now
          https://name:SECRET@rpc.example:8545/   | https://rpc.example:8545/…
          https://rpc.example?apikey=SECRET       | https://rpc.example/…
          https://rpc.example#SECRET              | https://rpc.example/…
          https://name:a/SECRET@rpc.example       | https://…
          https://a@SECRET@rpc.example/           | https://rpc.example/…
          HTTPS://rpc.example\\SECRET             | HTTPS://rpc.example/…
          wss://rpc.example/SECRET                | wss://rpc.example/…
          http://127.0.0.1:8545                   | http://127.0.0.1:8545
          http://127.0.0.1:8545/                  | http://127.0.0.1:8545
          Authorization: Basic U0VDUkVU           | Authorization: Basic …
          authorization: bearer SECRET.SECRET     | authorization: bearer …
          {"api_key": "SECRET SECRET"}            | {"api_key": …}
          X-Api-Key: SECRET                       | X-Api-Key: …
          passphrase=SECRET                       | passphrase=…
          """)
  void takesKeysOut(String text, String shown) {
    assertThat(Redaction.of(text)).isEqualTo(shown).doesNotContain("SECRET", "U0VDUkVU");
  }

  @Test
  void keepsAHashAndNoTransaction() {
    String hash = "0x" + "ab".repeat(32);
    assertThat(Redaction.of("sent " + hash)).isEqualTo("sent " + hash);
    assertThat(Redaction.of("raw 0x02" + "ab".repeat(120) + " end")).isEqualTo("raw … end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"one\ntwo", "one\rtwo", "one\u001b[2Jtwo", "one\u202etwo", "one\u2028two"})
  void staysOneHarmlessLine(String text) {
    assertThat(Redaction.of(text))
        .startsWith("one<U+")
        .endsWith("two")
        .doesNotContain("\n", "\r", "\u001b", "\u202e", "\u2028");
  }

  @Test
  void isHarmlessWhateverSomebodyElseSaid() {
    for (String hostile : Printed.each()) {
      assertThat(Printed.firstThatActs(Redaction.of("says " + hostile))).isEmpty();
    }
  }

  @Test
  void isOfBoundedLength() {
    assertThat(Redaction.of("word ".repeat(10_000)).length()).isLessThan(1_100);
  }
}
