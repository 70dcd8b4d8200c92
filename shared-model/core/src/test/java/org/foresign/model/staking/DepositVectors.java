package org.foresign.model.staking;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The deposits of vectors/noble/deposits.json. */
record DepositVectors(Network network, DepositClaim claim, Digest32 signingRoot) {
  static List<DepositVectors> all() throws IOException {
    try (InputStream in =
        DepositVectors.class.getResourceAsStream("/vectors/noble/deposits.json")) {
      List<DepositVectors> all = new ArrayList<>();
      for (JsonNode node : new ObjectMapper().readTree(in).get("deposits")) {
        all.add(of(node));
      }
      return all;
    }
  }

  static List<DepositClaim> of(Network network) throws IOException {
    return all().stream()
        .filter(v -> v.network().equals(network))
        .map(DepositVectors::claim)
        .toList();
  }

  private static DepositVectors of(JsonNode node) {
    DepositData data =
        new DepositData(
            BlsPublicKey.parseHex(node.get("publicKey").asString()),
            WithdrawalCredentials.parseHex(node.get("credentials").asString()),
            new Gwei(Long.parseLong(node.get("amount").asString())),
            BlsSignature.parseHex(node.get("signature").asString()));
    DepositClaim claim =
        new DepositClaim(
            data,
            Digest32.parseHex(node.get("messageRoot").asString()),
            Digest32.parseHex(node.get("dataRoot").asString()));
    return new DepositVectors(
        Networks.byName(node.get("network").asString()).orElseThrow(),
        claim,
        Digest32.parseHex(node.get("signingRoot").asString()));
  }
}
