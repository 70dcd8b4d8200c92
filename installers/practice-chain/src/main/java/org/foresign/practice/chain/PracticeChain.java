package org.foresign.practice.chain;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.crypto.Bls;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Wei;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.staking.DepositRoots;

/**
 * The embedded chain for training, for the launcher's {@code practice} and for tests. Deterministic
 * when driven by {@link #mine}; with an interval a timer mines too. Thread-safe. Closing it ends
 * its endpoints and forgets everything.
 */
public final class PracticeChain implements AutoCloseable {
  private final PracticeLedger ledger;
  private final List<PracticeNode> nodes = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  PracticeChain(PracticeSettings settings, Secp256k1 curve, Bls bls) {
    this.ledger =
        new PracticeLedger(
            settings,
            curve,
            deposit ->
                bls.verify(
                    deposit.publicKey().toArray(),
                    DepositRoots.signing(deposit, settings.network().genesisFork()).toArray(),
                    deposit.signature().toArray()));
  }

  public static PracticeChainBuilder builder() {
    return new PracticeChainBuilder();
  }

  /** Opens the first endpoint on a free port and starts the timer if there is an interval. */
  public synchronized PracticeChain start() throws IOException {
    return start(0);
  }

  /** As {@link #start()}, on the given port of 127.0.0.1. */
  public synchronized PracticeChain start(int port) throws IOException {
    if (!nodes.isEmpty()) {
      throw new IllegalStateException("the practice chain is already started");
    }
    nodes.add(new PracticeNode(new NodeView(ledger, new EndpointFaults()), port));
    long nanos = ledger.settings().interval().toNanos();
    if (nanos > 0) {
      Thread.ofPlatform().daemon().name("practice-blocks").start(() -> mineEvery(nanos));
    }
    return this;
  }

  /** Address of the first endpoint, for JSON-RPC and for the Beacon API. */
  public URI url() {
    if (nodes.isEmpty()) {
      throw new IllegalStateException("the practice chain is not started");
    }
    return nodes.getFirst().url();
  }

  /** Faults of the first endpoint. */
  public EndpointFaults faults() {
    if (nodes.isEmpty()) {
      throw new IllegalStateException("the practice chain is not started");
    }
    return nodes.getFirst().faults();
  }

  /** Opens one more endpoint to the same chain, on a free port, with faults of its own. */
  public URI openEndpoint(EndpointFaults faults) throws IOException {
    PracticeNode node = new PracticeNode(new NodeView(ledger, faults), 0);
    nodes.add(node);
    return node.url();
  }

  /** Mines {@code count} blocks now and returns how many there are; none while stalled. */
  public int mine(int count) {
    return ledger.mine(count).size();
  }

  /** Mines whole epochs until everything that is in the newest block is final. */
  public void mineUntilFinal() {
    long wanted = ledger.head().number();
    while (ledger.finalizedNumber() < wanted) {
      if (ledger.mine(1).isEmpty()) {
        throw new IllegalStateException("the chain is stalled");
      }
    }
  }

  /**
   * Replaces the newest {@code depth} blocks by {@code depth + 1} empty ones.
   *
   * @param keepTransactions whether what they held returns to the pool, or is gone
   * @throws IllegalArgumentException if that would undo a finalised block
   */
  public void reorganise(int depth, boolean keepTransactions) {
    ledger.reorganise(depth, keepTransactions);
  }

  /** Stops and resumes the making of blocks, by timer and on demand. */
  public void stall(boolean on) {
    ledger.stall(on);
  }

  /** Blocks go on but none becomes final. */
  public void holdFinality(boolean on) {
    ledger.holdFinality(on);
  }

  /** Sets the next block's base fee; from there the EIP-1559 rule goes on. */
  public void spikeBaseFee(Wei perGas) {
    ledger.forceBaseFee(perGas);
  }

  /** Fills the fee counter of the EIP-7002 or EIP-7251 predeploy as if others had stuffed it. */
  public void stuffRequests(Address predeploy, long excess) {
    if (!ledger.setRequestExcess(predeploy, excess)) {
      throw new IllegalArgumentException("not a request predeploy: " + predeploy);
    }
  }

  /** Puts requests of a stranger into the queue of the EIP-7002 or EIP-7251 predeploy. */
  public void fillRequests(Address predeploy, int requests) {
    if (!ledger.fillRequests(predeploy, requests)) {
      throw new IllegalArgumentException("not a request predeploy: " + predeploy);
    }
  }

  public void setBalance(Address address, Wei balance) {
    ledger.change(address, account -> account.withBalance(balance));
  }

  /** As if the account had been used elsewhere: its next nonce is this one. */
  public void setNonce(Address address, long nonce) {
    ledger.change(address, account -> account.withNonce(nonce));
  }

  /** Gives an account code, such as {@code ef0100} and an address for an EIP-7702 delegation. */
  public void setCode(Address address, Bytes code) {
    ledger.change(address, account -> account.withCode(code));
  }

  public Network network() {
    return ledger.settings().network();
  }

  public long headNumber() {
    return ledger.head().number();
  }

  public long finalizedNumber() {
    return ledger.finalizedNumber();
  }

  /** Base fee that the next block will have, in wei per gas. */
  public Wei nextBaseFee() {
    return ledger.nextBaseFee();
  }

  /** Gas schedule of the next block. */
  public GasSchedule nextSchedule() {
    return ledger.nextSchedule();
  }

  public Wei balance(Address address) {
    return ledger.exclusively(() -> ledger.world().account(address).balance());
  }

  public long nonce(Address address) {
    return ledger.exclusively(() -> ledger.world().account(address).nonce());
  }

  /** Transactions in the pool, those behind a gap included. */
  public int poolSize() {
    return ledger.exclusively(() -> ledger.pool().size());
  }

  /** Whether a block of the present branch holds the transaction. */
  public boolean isIncluded(Digest32 transaction) {
    return ledger.find(transaction).isPresent();
  }

  /** State of a validator by its Beacon API name, empty while the registry doesn't know the key. */
  public Optional<String> validatorStatus(BlsPublicKey key) {
    return ledger.exclusively(() -> {
      PracticeBeacon beacon = ledger.beacon();
      return beacon.state().find(key).map(v -> v.status(beacon.epoch()));
    });
  }

  /** Requests and deposits that succeeded on the execution side and were ignored, with reasons. */
  public List<String> droppedRequests() {
    return ledger.exclusively(() ->
        ledger.beacon().state().dropped.stream()
            .map(d -> d.slot() + " " + d.kind() + " " + d.key() + ": " + d.reason())
            .toList());
  }

  PracticeLedger ledger() {
    return ledger;
  }

  private void mineEvery(long nanos) {
    try {
      while (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
        ledger.mine(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    nodes.forEach(PracticeNode::close);
    nodes.clear();
  }
}
