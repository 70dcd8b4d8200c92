package org.foresign.desk.chain;

import java.util.List;
import java.util.function.Predicate;
import org.foresign.model.staking.WithdrawalCredentials;

/** Registry and deposit queue about one key at one finalized checkpoint. */
public record KeyStanding(Registration registration, List<PendingDeposit> pending) {
  public KeyStanding {
    pending = List.copyOf(pending);
  }

  /**
   * Whether the key is unknown or ours: the registry has it with credentials of ours or not at all,
   * and no queued deposit names credentials that are not.
   */
  public boolean isFreeOrOurs(Predicate<WithdrawalCredentials> ours) {
    boolean registered =
        switch (registration) {
          case Registration.Absent absent -> true;
          case Registration.Validator validator -> ours.test(validator.credentials());
        };
    // For a registered key the chain ignores the credentials of later deposits.
    return registered
        && (registration instanceof Registration.Validator
            || pending.stream().allMatch(d -> ours.test(d.credentials())));
  }
}
