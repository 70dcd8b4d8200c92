package org.foresign.desk.chain.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.model.problem.ProblemException;
import org.junit.jupiter.api.Test;

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
