package org.foresign.desk.chain;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.foresign.model.staking.BlsPublicKey;

/** Nobody to ask about the consensus layer. */
record NoBeacon(String why) implements BeaconView {
  private <T> Fact<T> unknown() {
    return Fact.unknown(why);
  }

  @Override
  public Fact<BeaconGenesis> genesis() {
    return unknown();
  }

  @Override
  public Fact<BeaconSpec> spec() {
    return unknown();
  }

  @Override
  public Fact<FinalityCheckpoints> finality() {
    return unknown();
  }

  @Override
  public Fact<BlockRef> finalized() {
    return unknown();
  }

  @Override
  public Fact<Map<BlsPublicKey, Registration>> validators(Set<BlsPublicKey> keys) {
    return unknown();
  }

  @Override
  public Fact<List<PendingDeposit>> pendingDeposits(Set<BlsPublicKey> keys) {
    return unknown();
  }

  @Override
  public Fact<Map<BlsPublicKey, KeyStanding>> standings(Set<BlsPublicKey> keys) {
    return unknown();
  }

  @Override
  public Fact<List<PendingPartialWithdrawal>> pendingPartialWithdrawals(Set<Long> indices) {
    return unknown();
  }

  @Override
  public Fact<List<PendingConsolidation>> pendingConsolidations(Set<Long> indices) {
    return unknown();
  }

  @Override
  public List<EndpointState> endpoints() {
    return List.of();
  }
}
