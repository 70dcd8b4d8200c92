package org.foresign.practice.chain;

import java.util.List;
import java.util.stream.IntStream;
import org.foresign.codec.Bytes;
import org.foresign.crypto.PracticeValidatorKey;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.DepositRoots;
import org.foresign.model.staking.WithdrawalCredentials;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Signed deposits for practice validators, whose keys anybody can compute, and their file in the
 * form that the staking tools write.
 */
public final class PracticeDeposits {
  private static final String KEYS = "foresign practice validator";
  private static final BlsSignature UNSIGNED =
      new BlsSignature(Bytes.of(new byte[BlsSignature.SIZE]));

  private final Network network;

  public PracticeDeposits(Network network) {
    this.network = network;
  }

  /**
   * Deposits for the validators with these numbers.
   *
   * @param from first number, inclusive
   * @param to last number, exclusive
   */
  public List<DepositData> signed(int from, int to, WithdrawalCredentials owner, Gwei amount) {
    return IntStream.range(from, to)
        .parallel()
        .mapToObj(number -> signed(PracticeValidatorKey.of(KEYS, number), owner, amount))
        .toList();
  }

  /** As if deposited long ago: for {@link PracticeChainBuilder#validators}, never for a deposit. */
  public DepositData atGenesis(int number, WithdrawalCredentials owner, Gwei amount) {
    return unsigned(PracticeValidatorKey.of(KEYS, number), owner, amount);
  }

  /** The entries as {@code deposit_data-*.json}. */
  public String file(List<DepositData> deposits) {
    JsonMapper json = JsonMapper.shared();
    ArrayNode entries = json.createArrayNode();
    for (DepositData deposit : deposits) {
      entries
          .addObject()
          .put("pubkey", deposit.publicKey().bytes().hex())
          .put("withdrawal_credentials", deposit.credentials().bytes().hex())
          .put("amount", deposit.amount().value())
          .put("signature", Bytes.of(deposit.signature().toArray()).hex())
          .put("deposit_message_root", DepositRoots.message(deposit).bytes().hex())
          .put("deposit_data_root", DepositRoots.data(deposit).bytes().hex())
          .put("fork_version", Bytes.of(network.genesisFork().toArray()).hex())
          .put("network_name", network.name())
          .put("deposit_cli_version", "foresign-practice");
    }
    return json.writeValueAsString(entries);
  }

  private DepositData signed(PracticeValidatorKey key, WithdrawalCredentials owner, Gwei amount) {
    DepositData unsigned = unsigned(key, owner, amount);
    Bytes signature = key.sign(DepositRoots.signing(unsigned, network.genesisFork()).toArray());
    return new DepositData(unsigned.publicKey(), owner, amount, new BlsSignature(signature));
  }

  private static DepositData unsigned(
      PracticeValidatorKey key, WithdrawalCredentials owner, Gwei amount) {
    return new DepositData(new BlsPublicKey(key.publicKey()), owner, amount, UNSIGNED);
  }
}
