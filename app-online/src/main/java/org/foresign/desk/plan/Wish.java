package org.foresign.desk.plan;

import java.nio.file.Path;
import org.foresign.codec.Bytes;
import org.foresign.model.eth.Gwei;
import org.foresign.model.staking.BlsPublicKey;

/** One thing a person wants done, as it is said; a file may stand for many nonces. */
public sealed interface Wish {
  /** Stakes every entry of a {@code deposit_data-*.json}. */
  record Stake(Path file) implements Wish {}

  /**
   * Makes the payments of a CSV file.
   *
   * @param csv content of the file, see {@link PaymentsFile}
   */
  record Pay(Bytes csv) implements Wish {}

  /** Adds to a validator of ours. */
  record TopUp(BlsPublicKey validator, Gwei amount) implements Wish {}

  /** Exits a validator. */
  record Exit(BlsPublicKey validator) implements Wish {}

  /** Withdraws a part of a compounding validator's balance. */
  record Withdraw(BlsPublicKey validator, Gwei amount) implements Wish {}

  /** Moves a validator's balance into another, or switches it to compounding when equal. */
  record Consolidate(BlsPublicKey source, BlsPublicKey target) implements Wish {}
}
