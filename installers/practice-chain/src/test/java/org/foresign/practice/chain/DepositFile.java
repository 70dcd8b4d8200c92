package org.foresign.practice.chain;

import java.util.ArrayList;
import java.util.List;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.testkit.SharedData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deposits of the shared data with the root that the file claims. */
record DepositFile(DepositData data, Digest32 root) {
  static List<DepositFile> read(String name) {
    JsonNode json = JsonMapper.shared().readTree(SharedData.read("deposit/" + name));
    List<DepositFile> deposits = new ArrayList<>();
    for (JsonNode entry : json) {
      deposits.add(
          new DepositFile(
              new DepositData(
                  BlsPublicKey.parseHex(entry.path("pubkey").asString()),
                  WithdrawalCredentials.parseHex(entry.path("withdrawal_credentials").asString()),
                  new Gwei(entry.path("amount").asLong()),
                  BlsSignature.parseHex(entry.path("signature").asString())),
              Digest32.parseHex(entry.path("deposit_data_root").asString())));
    }
    return deposits;
  }
}
