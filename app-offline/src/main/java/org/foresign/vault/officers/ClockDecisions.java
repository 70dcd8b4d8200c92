package org.foresign.vault.officers;

import java.util.Optional;
import org.foresign.model.policy.Policy;
import org.foresign.model.problem.ProblemException;
import org.foresign.store.Sql;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.keys.OfficerKey;
import org.foresign.vault.keys.OpenVault;
import org.foresign.vault.settings.VaultFacts;

/**
 * What officers decide about vault time. Whichever way it goes, and however often, no widening
 * waits shorter by it, and no request of before it is signed after it.
 */
public final class ClockDecisions {
  private final OpenVault vault;
  private final OfficerKey officers;
  private final OfficerPolicies policies;

  public ClockDecisions(OpenVault vault, OfficerKey officers) {
    this.vault = vault;
    this.officers = officers;
    this.policies = new OfficerPolicies(vault);
  }

  /**
   * What a decision came to.
   *
   * @param policy what it made of the policies, where it had to
   */
  public record Decided(
      Journal.State before, Journal.State after, Optional<OfficerPolicies.Decided> policy) {}

  /**
   * Takes a step forward. Where vault time is behind what it once was, the step counts for no wait:
   * else a clock that is set back and forward again would end it.
   *
   * @param shown the clock that was read, in seconds since 1970
   * @throws ProblemException with {@link org.foresign.vault.settings.VaultProblem#VAULT_CLOCK_BACK}
   *     or {@link org.foresign.vault.settings.VaultProblem#VAULT_CLOCK_CHANGED}
   */
  public Decided accept(long shown) throws ProblemException {
    return vault.decide((sql, memory) -> {
      Journal.State before = Journal.state(sql);
      Optional<OfficerPolicies.Accepted> inForce = OfficerPolicies.inForce(sql, vault.facts());
      boolean waits =
          OfficerPolicies.newest(sql, vault.facts())
              .filter(newest -> newest.notBefore() > before.time())
              .isPresent();
      Journal.State after = vault.journal().acceptClock(sql, shown);
      if (!waits || !memory.behindLatest()) {
        return new Decided(before, after, Optional.empty());
      }
      OfficerPolicies.Accepted stays = inForce.orElseThrow();
      long waitFrom = Math.max(memory.reached(), after.time());
      return new Decided(before, after, Optional.of(again(sql, stays.policy(), stays, waitFrom)));
    });
  }

  /**
   * Sets vault time back to the clock. In force is what was so before and is by the new time; the
   * rest waits anew.
   *
   * @param reason for the journal
   * @param shown the clock that was read, in seconds since 1970
   * @throws ProblemException with {@link
   *     org.foresign.vault.settings.VaultProblem#VAULT_CLOCK_NOT_BACK}
   */
  public Decided setBack(String reason, long shown) throws ProblemException {
    return vault.decide((sql, memory) -> {
      VaultFacts facts = vault.facts();
      Journal.State before = Journal.state(sql);
      Optional<OfficerPolicies.Accepted> until = OfficerPolicies.inForce(sql, facts);
      Journal.State after = vault.journal().setClockBack(sql, officers.sheet(), reason, shown);
      Optional<OfficerPolicies.Accepted> from = OfficerPolicies.inForce(sql, facts);
      if (until.isEmpty()) {
        return new Decided(before, after, Optional.empty());
      }
      OfficerPolicies.Accepted stays = from.orElseThrow();
      Policy both = PolicyIntersection.of(stays.policy(), until.get().policy());
      long waitFrom = memory.reachedAfter(after.time());
      return new Decided(before, after, Optional.of(again(sql, both, stays, waitFrom)));
    });
  }

  private OfficerPolicies.Decided again(
      Sql sql, Policy allowed, OfficerPolicies.Accepted stays, long waitFrom)
      throws ProblemException {
    return policies.again(sql, officers, allowed, stays.notBefore(), policies.waitFrom(waitFrom));
  }
}
