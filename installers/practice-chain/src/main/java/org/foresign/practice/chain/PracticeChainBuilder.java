package org.foresign.practice.chain;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.DepositData;

/** Collects what a {@link PracticeChain} starts with; every value has a default. */
public final class PracticeChainBuilder {
  /**
   * Contract of the token that {@link #token(Map)} makes; its bytes read "practice-token-00001".
   */
  public static final Address TOKEN = Address.parse("0x70726163746963652d746f6b656e2d3030303031");

  private static final int TOKEN_DECIMALS = 6;

  private final Map<Address, Wei> balances = new LinkedHashMap<>();
  private final List<TokenSettings> tokens = new ArrayList<>();
  private final List<DepositData> validators = new ArrayList<>();
  private Network network = Networks.PRACTICE;
  private Wei baseFee = Wei.ONE_GWEI;
  private long blockGasLimit = PracticeSettings.DEFAULT_BLOCK_GAS_LIMIT;
  private long amsterdamFrom = PracticeSettings.NEVER;
  private Instant genesis = Instant.parse("2026-11-01T00:00:00Z");
  private BeaconClock clock = BeaconClock.FAST;
  private Duration interval = Duration.ZERO;

  PracticeChainBuilder() {}

  /** Whose chain id, fork versions and contract addresses the chain takes; practice by default. */
  public PracticeChainBuilder network(Network value) {
    return set(() -> network = value);
  }

  /** Coins at genesis. */
  public PracticeChainBuilder fund(Address address, Wei balance) {
    return set(() -> balances.put(address, balance));
  }

  /** A token named PRAC with 6 decimals at {@link #TOKEN}, held as given in its smallest unit. */
  public PracticeChainBuilder token(Map<Address, BigInteger> holders) {
    return token(new TokenSettings(TOKEN, "Practice Token", "PRAC", TOKEN_DECIMALS, holders));
  }

  public PracticeChainBuilder token(TokenSettings token) {
    return set(() -> tokens.add(token));
  }

  /**
   * Validators that are active from genesis on, with these amounts as their balances; what their
   * deposits were signed with is not looked at.
   */
  public PracticeChainBuilder validators(List<DepositData> deposits) {
    return set(() -> validators.addAll(deposits));
  }

  /** Base fee of block 0, per gas; 1 gwei by default. */
  public PracticeChainBuilder baseFee(Wei perGas) {
    return set(() -> baseFee = perGas);
  }

  /** Gas limit of every block; 60 million by default (EIP-7935). */
  public PracticeChainBuilder blockGasLimit(long gas) {
    return set(() -> blockGasLimit = gas);
  }

  /** First block under {@link GasSchedule#AMSTERDAM}; without it the chain stays with OSAKA. */
  public PracticeChainBuilder amsterdamFrom(long block) {
    return set(() -> amsterdamFrom = block);
  }

  /** Time of block 0; fixed by default, so that equal calls give equal hashes. */
  public PracticeChainBuilder genesis(Instant time) {
    return set(() -> genesis = time);
  }

  public PracticeChainBuilder clock(BeaconClock value) {
    return set(() -> clock = value);
  }

  /** Real time between blocks, such as 50 ms; zero, the default, mines only on demand. */
  public PracticeChainBuilder interval(Duration value) {
    return set(() -> interval = value);
  }

  private PracticeChainBuilder set(Runnable change) {
    change.run();
    return this;
  }

  /** Builds with the fastest cryptography on the class path. */
  public PracticeChain build() {
    return build(Secp256k1.best(), Bls.best());
  }

  public PracticeChain build(Secp256k1 curve, Bls bls) {
    PracticeSettings settings =
        new PracticeSettings(
            network,
            balances,
            tokens,
            validators,
            baseFee,
            blockGasLimit,
            amsterdamFrom,
            genesis,
            clock,
            interval);
    return new PracticeChain(settings, curve, bls);
  }
}
