package org.foresign.desk.chain.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.foresign.desk.chain.ChainProblem;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUrlTest {
  private static final String KEY = "k3y-0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://host",
        "host:8545",
        "//host",
        "http://",
        "http:///x",
        "http://h:0",
        "http://h#x",
        "http://a b",
        "file:///etc/passwd",
        "http://[::1",
        "unix:/run/geth.ipc"
      })
  void refusesWhatIsNoEndpoint(String text) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> EndpointUrl.parse(text));
    assertThat(thrown.problem().code()).isEqualTo(ChainProblem.ENDPOINT_REFUSED);
  }

  @Test
  void anEndpointsTextShowsHostAndPortOnly() throws ProblemException {
    assertThat(EndpointUrl.parse("HTTPS://u:p@Example.org:8545/v3/" + KEY + "?k=" + KEY))
        .hasToString("https://example.org:8545/…");
    assertThat(EndpointUrl.parse("https://example.org")).hasToString("https://example.org");
    assertThat(EndpointUrl.parse("http://10.0.0.1:8545").isUnprotected()).isTrue();
    assertThat(EndpointUrl.parse("http://127.0.0.1:8545").isUnprotected()).isFalse();
    assertThat(EndpointUrl.parse("https://10.0.0.1").isUnprotected()).isFalse();
    assertThat(EndpointUrl.parse("http://127.evil.example").isUnprotected()).isTrue();
    assertThat(EndpointUrl.parse("https://h/key/").below("/eth/v1/x?id=1"))
        .hasToString("https://h/key/eth/v1/x?id=1");
    assertThat(EndpointUrl.parse("https://h/?k=v").below("/eth/v1/x?id=1"))
        .hasToString("https://h/eth/v1/x?id=1&k=v");
  }
}
