package org.foresign.desk.chain.beacon;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.foresign.desk.chain.BeaconGenesis;
import org.foresign.desk.chain.BeaconSpec;
import org.foresign.desk.chain.BeaconStatus;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.chain.FinalityCheckpoints;
import org.foresign.desk.chain.PendingConsolidation;
import org.foresign.desk.chain.PendingDeposit;
import org.foresign.desk.chain.PendingPartialWithdrawal;
import org.foresign.desk.chain.Registration;
import org.foresign.desk.chain.http.JsonAnswer;
import org.foresign.model.eth.ForkVersion;
import org.foresign.model.eth.Gwei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/** Reads what the Beacon API answers; anything that does not fit is a ChainProblem. */
final class BeaconAnswers {
  /** SHARD_COMMITTEE_PERIOD of the mainnet preset (consensus-specs phase0). */
  private static final long COMMITTEE_PERIOD = 256;

  /** MAX_SEED_LOOKAHEAD of the mainnet preset (consensus-specs phase0). */
  private static final long SEED_LOOKAHEAD = 4;

  /** MIN_VALIDATOR_WITHDRAWABILITY_DELAY of the mainnet preset (consensus-specs phase0). */
  private static final long WITHDRAWABILITY_DELAY = 256;

  /** Epochs, over a thousand years: sums of such constants don't overflow. */
  private static final long MAX_CONSTANT = 1L << 32;

  private static final BigInteger FAR_FUTURE =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final int SIGNATURE_SIZE = 96;
  private static final int MILLIS = 1000;

  private BeaconAnswers() {}

  /**
   * Refuses an answer whose execution payloads the client has not verified. Clients that don't tell
   * are older than the flag.
   */
  static void checkVerified(JsonAnswer answer) throws ProblemException {
    Optional<JsonAnswer> optimistic = answer.optional("execution_optimistic");
    if (optimistic.isPresent() && optimistic.get().bool()) {
      throw Problem.of(ChainProblem.ANSWER_NOT_FINAL, "the client is still optimistic")
          .asException();
    }
  }

  /** Whether the answer calls itself final; clients leave the flag away, or set it wrongly. */
  static boolean saysFinal(JsonAnswer answer) throws ProblemException {
    Optional<JsonAnswer> flag = answer.optional("finalized");
    return flag.isPresent() && flag.get().bool();
  }

  static BeaconGenesis genesis(JsonAnswer data) throws ProblemException {
    return new BeaconGenesis(
        data.field("genesis_time").decimal(),
        data.field("genesis_validators_root").digest(),
        fork(data.field("genesis_fork_version")));
  }

  static BeaconSpec spec(JsonAnswer data) throws ProblemException {
    Optional<JsonAnswer> seconds = data.optional("SECONDS_PER_SLOT");
    return new BeaconSpec(
        positive(
            data,
            seconds.isPresent()
                ? seconds.get().decimal()
                : data.field("SLOT_DURATION_MS").decimal() / MILLIS),
        positive(data, data.field("SLOTS_PER_EPOCH").decimal()),
        constant(data, "SHARD_COMMITTEE_PERIOD", COMMITTEE_PERIOD),
        1
            + constant(data, "MAX_SEED_LOOKAHEAD", SEED_LOOKAHEAD)
            + constant(data, "MIN_VALIDATOR_WITHDRAWABILITY_DELAY", WITHDRAWABILITY_DELAY),
        data.field("DEPOSIT_CHAIN_ID").decimal(),
        data.field("DEPOSIT_CONTRACT_ADDRESS").address(),
        fork(data.field("GENESIS_FORK_VERSION")),
        fork(data.field("CAPELLA_FORK_VERSION")));
  }

  private static long positive(JsonAnswer data, long value) throws ProblemException {
    if (value < 1) {
      throw data.malformed("has a slot or an epoch without length");
    }
    return value;
  }

  private static long constant(JsonAnswer data, String name, long usual) throws ProblemException {
    Optional<JsonAnswer> named = data.optional(name);
    long value = named.isPresent() ? named.get().decimal() : usual;
    if (value > MAX_CONSTANT) {
      throw data.malformed("has a " + name + " that no chain has");
    }
    return value;
  }

  private static ForkVersion fork(JsonAnswer answer) throws ProblemException {
    return new ForkVersion(answer.dataOf(4));
  }

  static FinalityCheckpoints finality(JsonAnswer data) throws ProblemException {
    return new FinalityCheckpoints(
        checkpoint(data.field("finalized")), checkpoint(data.field("current_justified")));
  }

  private static FinalityCheckpoints.Checkpoint checkpoint(JsonAnswer answer)
      throws ProblemException {
    return new FinalityCheckpoints.Checkpoint(
        answer.field("epoch").decimal(), answer.field("root").digest());
  }

  static BeaconHeader header(JsonAnswer data) throws ProblemException {
    Optional<JsonAnswer> canonical = data.optional("canonical");
    if (canonical.isPresent() && !canonical.get().bool()) {
      throw data.malformed("is not canonical");
    }
    JsonAnswer message = data.field("header").field("message");
    return new BeaconHeader(
        message.field("slot").decimal(),
        data.field("root").digest(),
        message.field("parent_root").digest());
  }

  /** Records of keys that were asked for, each at most once. */
  static List<Registration.Validator> validators(JsonAnswer answer, List<BlsPublicKey> asked)
      throws ProblemException {
    checkVerified(answer);
    Set<BlsPublicKey> open = new HashSet<>(asked);
    List<Registration.Validator> found = new ArrayList<>();
    for (JsonAnswer item : answer.field("data").items(asked.size())) {
      Registration.Validator validator = validator(item);
      if (!open.remove(validator.key())) {
        throw item.mismatched("is a validator that was not asked for, or twice");
      }
      found.add(validator);
    }
    return found;
  }

  private static Registration.Validator validator(JsonAnswer item) throws ProblemException {
    JsonAnswer inner = item.field("validator");
    JsonAnswer status = item.field("status");
    return new Registration.Validator(
        item.field("index").decimal(),
        key(inner.field("pubkey")),
        credentials(inner.field("withdrawal_credentials")),
        gwei(item.field("balance")),
        gwei(inner.field("effective_balance")),
        inner.field("slashed").bool(),
        BeaconStatus.parse(status.string())
            .orElseThrow(() -> status.malformed("is no validator state")),
        epoch(inner.field("activation_epoch")),
        epoch(inner.field("exit_epoch")),
        epoch(inner.field("withdrawable_epoch")));
  }

  static PendingDeposit pendingDeposit(JsonAnswer item) throws ProblemException {
    return new PendingDeposit(
        key(item.field("pubkey")),
        credentials(item.field("withdrawal_credentials")),
        gwei(item.field("amount")),
        item.field("signature").dataOf(SIGNATURE_SIZE),
        item.field("slot").decimal());
  }

  static PendingPartialWithdrawal pendingPartial(JsonAnswer item) throws ProblemException {
    return new PendingPartialWithdrawal(
        item.field("validator_index").decimal(),
        gwei(item.field("amount")),
        epoch(item.field("withdrawable_epoch")));
  }

  static PendingConsolidation pendingConsolidation(JsonAnswer item) throws ProblemException {
    return new PendingConsolidation(
        item.field("source_index").decimal(), item.field("target_index").decimal());
  }

  private static BlsPublicKey key(JsonAnswer answer) throws ProblemException {
    return new BlsPublicKey(answer.dataOf(BlsPublicKey.SIZE));
  }

  private static WithdrawalCredentials credentials(JsonAnswer answer) throws ProblemException {
    return new WithdrawalCredentials(answer.dataOf(32));
  }

  private static Gwei gwei(JsonAnswer answer) throws ProblemException {
    return new Gwei(answer.decimal());
  }

  private static long epoch(JsonAnswer answer) throws ProblemException {
    BigInteger value = answer.uint64();
    return value.equals(FAR_FUTURE) ? Registration.NEVER : answer.decimal();
  }
}
