package org.foresign.model.eth;

import org.foresign.codec.Digest32;

/**
 * A chain whose facts are pinned in this program; see {@link Networks} for the values.
 *
 * @param chain its EIP-155 chain id
 * @param name lower-case name as deposit files write it
 * @param genesisFork fork version in the deposit domain (consensus-specs phase0)
 * @param capellaFork fork version in the voluntary exit domain (EIP-7044)
 * @param genesisValidatorsRoot names the beacon chain itself
 * @param depositContract deposit_contract.sol of that network
 * @param withdrawalRequests EIP-7002 predeploy
 * @param consolidationRequests EIP-7251 predeploy
 * @param realMoney whether its coin is worth something; a practice vault refuses such a chain
 * @param plannable whether new operations may be planned; false for retired networks
 */
public record Network(
    Chain chain,
    String name,
    ForkVersion genesisFork,
    ForkVersion capellaFork,
    Digest32 genesisValidatorsRoot,
    Address depositContract,
    Address withdrawalRequests,
    Address consolidationRequests,
    boolean realMoney,
    boolean plannable) {}
