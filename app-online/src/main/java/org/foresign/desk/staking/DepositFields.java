package org.foresign.desk.staking;

import java.util.Optional;
import java.util.regex.Pattern;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.eth.ForkVersion;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.BlsSignature;
import org.foresign.model.staking.DepositClaim;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.StakingProblem;
import org.foresign.model.staking.WithdrawalCredentials;
import tools.jackson.core.JsonToken;

/** The fields of one entry, read into values of the right form; nothing is verified here. */
record DepositFields(DepositJson.Entry entry, int index) {
  private static final Pattern HEX = Pattern.compile("(0x)?[0-9a-fA-F]*");
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");

  /**
   * The claim that the entry makes.
   *
   * @throws ProblemException with {@link StakingProblem#DEPOSIT_FIELDS_WRONG}
   */
  DepositClaim claim() throws ProblemException {
    if (!entry.faults().isEmpty()) {
      throw wrong(entry.faults().getFirst());
    }
    DepositData data =
        new DepositData(
            new BlsPublicKey(hex("pubkey", BlsPublicKey.SIZE)),
            new WithdrawalCredentials(hex("withdrawal_credentials", 32)),
            amount(),
            new BlsSignature(hex("signature", BlsSignature.SIZE)));
    return new DepositClaim(
        data,
        new Digest32(hex("deposit_message_root", 32)),
        new Digest32(hex("deposit_data_root", 32)));
  }

  /**
   * The network that fork version and name agree on; the name may be absent.
   *
   * @throws ProblemException if a form is wrong, the version is unknown or the two disagree
   */
  Network network() throws ProblemException {
    ForkVersion fork = new ForkVersion(hex("fork_version", 4));
    Optional<Network> network = Networks.byGenesisFork(fork);
    DepositJson.Scalar name = entry.fields().get("network_name");
    if (name != null && name.kind() != JsonToken.VALUE_STRING) {
      throw wrong("network_name is no text");
    }
    if (network.isEmpty() || (name != null && !name.text().equals(network.get().name()))) {
      throw Problem.of(
              StakingProblem.DEPOSIT_NETWORK_UNKNOWN,
              "entry " + (index + 1),
              "fork_version " + fork,
              "network_name " + (name == null ? "absent" : DepositJson.printable(name.text())))
          .asException();
    }
    return network.get();
  }

  private Bytes hex(String field, int size) throws ProblemException {
    DepositJson.Scalar value = entry.fields().get(field);
    if (value == null) {
      throw wrong(field + " is missing" + nearly(field));
    }
    String text = value.text();
    int digits = text.startsWith("0x") ? text.length() - 2 : text.length();
    if (value.kind() != JsonToken.VALUE_STRING
        || digits != 2 * size
        || !HEX.matcher(text).matches()) {
      throw wrong(
          field
              + " is not "
              + size
              + " bytes in hex"
              + (text.startsWith("0X") ? ": write 0x with a small x" : ""));
    }
    return Bytes.parseHex(text);
  }

  private Gwei amount() throws ProblemException {
    DepositJson.Scalar value = entry.fields().get("amount");
    if (value == null) {
      throw wrong("amount is missing");
    }
    if (value.kind() == JsonToken.VALUE_STRING && WHOLE.matcher(value.text()).matches()) {
      throw wrong(
          "amount is text, as interfaces answer, and not a number: use the file that the staking"
              + " tool wrote");
    }
    if (value.kind() != JsonToken.VALUE_NUMBER_INT || !WHOLE.matcher(value.text()).matches()) {
      throw wrong("amount is not a whole number of gwei");
    }
    return new Gwei(Long.parseLong(value.text()));
  }

  private String nearly(String field) {
    return entry.fields().keySet().stream()
        .filter(field::equalsIgnoreCase)
        .findFirst()
        .map(name -> "; it is spelled " + name)
        .orElse("");
  }

  private ProblemException wrong(String finding) {
    return Problem.of(StakingProblem.DEPOSIT_FIELDS_WRONG, "entry " + (index + 1), finding)
        .asException();
  }
}
