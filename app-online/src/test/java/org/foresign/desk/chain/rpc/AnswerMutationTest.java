package org.foresign.desk.chain.rpc;

import static org.foresign.desk.chain.http.DamagedAnswers.answer;
import static org.foresign.desk.chain.http.DamagedAnswers.mutate;

import java.nio.charset.StandardCharsets;
import org.foresign.codec.Digest32;
import org.foresign.desk.chain.BlockHeader;
import org.foresign.desk.chain.http.StubNode;
import org.junit.jupiter.api.Test;

class AnswerMutationTest {
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
}
