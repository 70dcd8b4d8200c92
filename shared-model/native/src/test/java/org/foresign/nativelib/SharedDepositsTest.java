package org.foresign.nativelib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.BouncyBls;
import org.foresign.model.eth.ForkVersion;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.CredentialRule;
import org.foresign.model.staking.DepositCheck;
import org.foresign.model.staking.DepositClaim;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositFinding;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.SharedData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Both implementations judge the files of the shared data alike. */
class SharedDepositsTest {
  /** Bouncy Castle needs 70 ms for each. */
  private static final int ENTRIES_A_FILE = 12;

  @Test
  void blstAndBouncyCastleNameTheSameFaults() throws Exception {
    Path folder = SharedData.require("deposit");
    Bls blst = FfmBls.load(Natives.folder());
    int judged = 0;
    int faulty = 0;
    for (Path file : files(folder)) {
      JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
      Network network =
          Networks.byGenesisFork(ForkVersion.parseHex(root.get(0).get("fork_version").asString()))
              .orElseThrow();
      List<DepositClaim> claims = claims(root);
      List<DepositFinding> ours = findings(blst, claims, network);
      assertThat(ours)
          .as(file.getFileName().toString())
          .isEqualTo(findings(new BouncyBls(), claims, network));
      judged += claims.size();
      faulty += ours.size();
    }
    assertThat(judged).isGreaterThan(30);
    assertThat(faulty).isGreaterThan(5);
  }

  private static List<DepositFinding> findings(
      Bls bls, List<DepositClaim> claims, Network network) {
    return new DepositCheck(bls).check(claims, network, CredentialRule.anyKind());
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> !file.endsWith("bad-truncated.json")).sorted().toList();
    }
  }

  private static List<DepositClaim> claims(JsonNode root) {
    List<DepositClaim> claims = new ArrayList<>();
    for (int i = 0; i < Math.min(ENTRIES_A_FILE, root.size()); i++) {
      JsonNode node = root.get(i);
      DepositData data =
          new DepositData(
              BlsPublicKey.parseHex(node.get("pubkey").asString()),
              WithdrawalCredentials.parseHex(node.get("withdrawal_credentials").asString()),
              new Gwei(node.get("amount").asLong()),
              BlsSignature.parseHex(node.get("signature").asString()));
      claims.add(
          new DepositClaim(
              data,
              Digest32.parseHex(node.get("deposit_message_root").asString()),
              Digest32.parseHex(node.get("deposit_data_root").asString())));
    }
    return claims;
  }
}
