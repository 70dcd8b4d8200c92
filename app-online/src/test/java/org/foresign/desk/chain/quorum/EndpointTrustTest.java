package org.foresign.desk.chain.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTrustTest {
  private static List<String> objections(String... texts) throws ProblemException {
    List<EndpointUrl> urls = new ArrayList<>();
    for (String text : texts) {
      urls.add(EndpointUrl.parse(text));
    }
    return EndpointTrust.of("JSON-RPC", urls).objections();
  }

  @Test
  void believesNoPartyThatAloneMakesTheMajority() throws ProblemException {
    assertThat(objections("https://a.example/key")).singleElement().asString().contains("only one");
    assertThat(objections("http://127.0.0.1:8545")).singleElement().asString().contains("only one");
    assertThat(objections("https://a.example/one", "https://a.example/two"))
        .singleElement()
        .asString()
        .contains("alone makes the majority")
        .doesNotContain("/one");
    assertThat(objections("https://a.example/1", "https://a.example/2", "https://b.example"))
        .hasSize(1);
    assertThat(objections("https://a.example", "https://b.example")).isEmpty();
    assertThat(objections("http://127.0.0.1:1", "http://127.0.0.1:2")).isEmpty();
  }

  /** Ways to write one machine that differ as text. */
  @ParameterizedTest
  @CsvSource({
    "https://rpc.example.com/a, https://rpc.example.com./b",
    "https://rpc.example.com/a, https://RPC.Example.COM:8443/b",
    "https://xn--bcher-kva.example, https://XN--BCHER-KVA.EXAMPLE.",
    "http://localhost:8545, http://127.0.0.1:8545",
    "http://localhost:8545, http://LOCALHOST.:8545",
    "http://localhost:8545, http://node.localhost:8545",
    "http://127.0.0.1:8545, http://127.255.0.2:8545",
    "http://127.0.0.1:8545, http://[::1]:8545",
    "http://127.0.0.1:8545, http://[0:0:0:0:0:0:0:1]:8545",
    "http://127.0.0.1:8545, http://[::ffff:127.0.0.1]:8545",
    "http://127.0.0.1:8545, http://0.0.0.0:8545",
    "http://127.0.0.1:8545, http://2130706433:8545",
    "http://127.0.0.1:8545, http://[::]:8545",
    "http://localhost, http://127.0.0.1:80",
    "https://localhost, https://127.0.0.1:443",
    "https://203.0.113.5, https://[::ffff:203.0.113.5]",
    "https://203.0.113.5, https://[::ffff:cb00:7105]",
    "https://[2001:db8::1], https://[2001:DB8:0:0::1]",
    "https://[fe80::1%25eth0], https://[fe80::1%25eth1]"
  })
  void oneMachineIsOneHoweverItIsWritten(String first, String second) throws ProblemException {
    assertThat(objections(first, second))
        .anySatisfy(words -> assertThat(words).contains("alone makes the majority"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://b\u00fccher.example",
        "https://127.1",
        "https://0x7f.0.0.1",
        "https://rpc.example.com..",
        "https://."
      })
  void aHostInNoOneFormIsRefused(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> EndpointUrl.parse(text))
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ChainProblem.ENDPOINT_REFUSED));
  }

  @Test
  void believesNoOpenLine() throws ProblemException {
    assertThat(objections("http://a.example", "https://b.example"))
        .singleElement()
        .asString()
        .contains("plain http");
    assertThat(objections("http://me:s3cret@10.0.0.7:8545", "https://b.example"))
        .singleElement()
        .asString()
        .contains("reads the password")
        .doesNotContain("s3cret")
        .doesNotContain("me:");
  }
}
