package org.foresign.desk.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.foresign.codec.Digest32;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.junit.jupiter.api.Test;

/** Damaged answers read as something or fail with a ChainProblem; nothing else comes out. */
class AnswerMutationTest {
  private static final String KEY = "0x" + "a1".repeat(48);
  private static final String CREDENTIALS = "0x02" + "00".repeat(31);

  private interface Reader {
    Object read(byte[] json) throws ProblemException, IOException;
  }

  private static void mutate(String good, Reader reader) throws Exception {
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes);
    int refused = 0;
    for (int cut = 0; cut < bytes.length; cut++) {
      byte[] shorter = Arrays.copyOf(bytes, cut);
      assertThat(outcome(reader, shorter)).as("cut at %d", cut).isFalse();
    }
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      if (!outcome(reader, flipped)) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static boolean outcome(Reader reader, byte[] json) throws IOException {
    try {
      reader.read(json);
      return true;
    } catch (ProblemException e) {
      assertThat(e.problem().code()).isInstanceOf(ChainProblem.class);
      return false;
    }
  }

  private static JsonAnswer answer(byte[] json) throws ProblemException {
    return new JsonAnswer(StrictJson.read(json, "test"), "answer");
  }

  @Test
  void executionAnswers() throws Exception {
    try (StubNode node = new StubNode(1)) {
      String block = node.block("0x5f");
      mutate(block, json -> ChainAnswers.header(answer(json)));
      BlockHeader at =
          ChainAnswers.header(answer(node.block("latest").getBytes(StandardCharsets.UTF_8)));
      String hash = "0x" + "cd".repeat(32);
      String receipt =
          """
          {"transactionHash":"%s","blockNumber":"0x5f","blockHash":"%s","status":"0x1",\
          "gasUsed":"0x5208","effectiveGasPrice":"0x3b9aca00","logs":[{"address":\
          "0x00000000219ab540356cbb839cbe05303d7705fa","topics":["%s"],"data":"0x01"}]}\
          """
              .formatted(hash, node.hash(95), hash);
      mutate(receipt, json -> ChainAnswers.receipt(answer(json), Digest32.parseHex(hash), at));
    }
    mutate(
        """
        {"oldestBlock":"0x63","baseFeePerGas":["0x7","0x8","0x9"],"reward":[["0x1"],["0x2"]]}\
        """,
        json -> ChainAnswers.feeHistory(answer(json), 100, 1));
  }

  @Test
  void consensusAnswers() throws Exception {
    String registry =
        StubBeacon.envelope(StubBeacon.validator(1, KEY, CREDENTIALS, "active_ongoing"));
    mutate(
        registry,
        json -> BeaconAnswers.validators(answer(json), List.of(BlsPublicKey.parseHex(KEY))));
    String queue = StubBeacon.envelope(StubBeacon.deposit(KEY, CREDENTIALS, "32000000000"));
    mutate(
        queue,
        json ->
            new BeaconQueue<>("queue", item -> Optional.of(BeaconAnswers.pendingDeposit(item)))
                .read(new ByteArrayInputStream(json)));
  }
}
