package org.foresign.model.policy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.KnownValidator;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.WithdrawalCredentials;

/** A policy with its lists ready to be asked, and the accounts that the vault holds. */
final class PolicyIndex {
  private final Policy policy;
  private final PolicyWords words;
  private final EvaluationContext context;
  private final Set<LaneId> recipients = new HashSet<>();
  private final Set<Asset> tokens = new HashSet<>();
  private final Set<Chain> chains = new HashSet<>();
  private final Map<Chain, Map<BlsPublicKey, KnownValidator>> validators = new HashMap<>();

  PolicyIndex(Policy policy, EvaluationContext context) {
    this.policy = policy;
    this.words = new PolicyWords(policy);
    this.context = context;
    policy.addressBook().forEach(e -> recipients.add(new LaneId(e.chain(), e.address())));
    policy.tokens().forEach(token -> tokens.add(token.asset()));
    policy.chains().forEach(chain -> chains.add(chain.chain()));
    policy
        .validators()
        .forEach(known ->
            validators
                .computeIfAbsent(known.chain(), chain -> new HashMap<>())
                .put(known.key(), known));
  }

  Policy policy() {
    return policy;
  }

  PolicyWords words() {
    return words;
  }

  boolean practice() {
    return context.practice();
  }

  boolean knowsChain(Chain chain) {
    return Networks.byChain(chain).isPresent() || chains.contains(chain);
  }

  boolean mayPay(Chain chain, Address recipient) {
    return recipients.contains(new LaneId(chain, recipient));
  }

  /** The other addresses of the policy that begin and end like this one. */
  List<Address> alike(Address address) {
    return policy.alike().stream()
        .filter(pair -> pair.one().equals(address) || pair.other().equals(address))
        .map(pair -> pair.one().equals(address) ? pair.other() : pair.one())
        .toList();
  }

  boolean knowsToken(Chain chain, Address token) {
    return tokens.contains(Asset.token(chain, token));
  }

  Optional<KnownValidator> validator(Chain chain, BlsPublicKey key) {
    return Optional.ofNullable(validators.getOrDefault(chain, Map.of()).get(key));
  }

  boolean holdsKeyOf(Address account) {
    return context.ownAccounts().contains(account);
  }

  /** Whether what these credentials pay to is an account that this vault holds and rules. */
  boolean pays(Chain chain, WithdrawalCredentials credentials) {
    return credentials
        .address()
        .filter(this::holdsKeyOf)
        .flatMap(address -> policy.ruleFor(new LaneId(chain, address)))
        .isPresent();
  }

  Optional<AccountRule> rule(LaneId lane) {
    return policy.ruleFor(lane);
  }
}
