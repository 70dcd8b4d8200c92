package org.foresign.desk.chain.beacon;

import static org.foresign.desk.chain.http.DamagedAnswers.answer;
import static org.foresign.desk.chain.http.DamagedAnswers.mutate;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.foresign.model.staking.BlsPublicKey;
import org.junit.jupiter.api.Test;

class BeaconAnswerMutationTest {
  private static final String KEY = "0x" + "a1".repeat(48);
  private static final String CREDENTIALS = "0x02" + "00".repeat(31);

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
