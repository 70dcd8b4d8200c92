package org.foresign.desk.chain;

import java.util.Locale;
import java.util.Optional;
import org.foresign.model.batch.ValidatorStatus;

/** The Beacon API's validator states. */
public enum BeaconStatus {
  PENDING_INITIALIZED(ValidatorStatus.PENDING),
  PENDING_QUEUED(ValidatorStatus.PENDING),
  ACTIVE_ONGOING(ValidatorStatus.ACTIVE),
  ACTIVE_EXITING(ValidatorStatus.EXITING),
  ACTIVE_SLASHED(ValidatorStatus.EXITING),
  EXITED_UNSLASHED(ValidatorStatus.EXITED),
  EXITED_SLASHED(ValidatorStatus.EXITED),
  WITHDRAWAL_POSSIBLE(ValidatorStatus.EXITED),
  WITHDRAWAL_DONE(ValidatorStatus.EXITED);

  private final ValidatorStatus coarse;

  BeaconStatus(ValidatorStatus coarse) {
    this.coarse = coarse;
  }

  /** The state as a snapshot fact names it. */
  public ValidatorStatus coarse() {
    return coarse;
  }

  public static Optional<BeaconStatus> parse(String text) {
    for (BeaconStatus status : values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
