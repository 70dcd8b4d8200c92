package org.foresign.rehearsal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Gwei;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositData;
import org.foresign.model.staking.WithdrawalCredentials;
import org.foresign.practice.chain.BeaconClock;
import org.foresign.practice.chain.EndpointFaults;
import org.foresign.practice.chain.PracticeChain;
import org.foresign.practice.chain.PracticeDeposits;

/**
 * A chain in a process of its own that says it is mainnet, with a block each second, for a network
 * where nobody can take it for the real one. It prints the addresses of its three endpoints and
 * ends when its input does.
 */
final class LoopbackChain {
  static final Network NETWORK = Networks.MAINNET;

  /** Next nonce of the account, that of the guide. */
  static final long NONCE = 42;

  static final int ENDPOINTS = 3;

  /** Everything is a second or an epoch of four, so that an effect can be waited for. */
  private static final BeaconClock CLOCK = new BeaconClock(4, 1, 1, 1, 1, 256);

  private LoopbackChain() {}

  /** A validator that the account owns from the start; numbers below 10. */
  static DepositData own(Address account, int number) {
    return deposits()
        .atGenesis(number, WithdrawalCredentials.compounding(account), Gwei.ofEther(48));
  }

  static BlsPublicKey ownKey(Address account, int number) {
    return own(account, number).publicKey();
  }

  static PracticeDeposits deposits() {
    return new PracticeDeposits(NETWORK);
  }

  /** Starts it for the account whose address is the only argument. */
  public static void main(String[] arguments) throws IOException {
    Address account = Address.parse(arguments[0]);
    try (PracticeChain chain =
        PracticeChain.builder()
            .network(NETWORK)
            .fund(account, Wei.parseEther("500"))
            .validators(List.of(own(account, 0), own(account, 1)))
            .clock(CLOCK)
            .interval(Duration.ofSeconds(1))
            .genesis(Instant.now().minusSeconds(20))
            .build()) {
      chain.start();
      chain.setNonce(account, NONCE);
      chain.mine(20);
      System.out.println(chain.url());
      for (int more = 1; more < ENDPOINTS; more++) {
        System.out.println(chain.openEndpoint(new EndpointFaults()));
      }
      System.out.flush();
      while (System.in.read() >= 0) {
        // Nothing is said on it: whoever started this closes it.
      }
    }
  }
}
