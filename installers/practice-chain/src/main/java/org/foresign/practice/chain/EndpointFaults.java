package org.foresign.practice.chain;

import java.time.Duration;
import org.foresign.model.eth.Wei;
import org.jspecify.annotations.Nullable;

/**
 * How one endpoint of the practice chain misbehaves. The chain behind it stays honest, so a second
 * endpoint tells the truth. May be changed at any time from any thread.
 */
public final class EndpointFaults {
  private boolean down;
  private boolean swallowSubmissions;
  private boolean omitValidators;
  private Duration delay = Duration.ZERO;
  private long nonceShift;
  private long lag;
  private @Nullable Wei balance;
  private @Nullable Long chainId;

  /** Closes every connection without an answer. */
  public EndpointFaults down(boolean on) {
    return set(() -> down = on);
  }

  /** Answers only after this time. */
  public EndpointFaults delay(Duration time) {
    return set(() -> delay = time);
  }

  /** Adds this to every nonce it reports. */
  public EndpointFaults nonceShift(long shift) {
    return set(() -> nonceShift = shift);
  }

  /** Reports this balance for every account; null tells the truth again. */
  public EndpointFaults balance(@Nullable Wei everywhere) {
    return set(() -> balance = everywhere);
  }

  /** Leaves all validators and queues out of its answers, without an error. */
  public EndpointFaults omitValidators(boolean on) {
    return set(() -> omitValidators = on);
  }

  /** Claims another chain id; null tells the truth again. */
  public EndpointFaults chainId(@Nullable Long claimed) {
    return set(() -> chainId = claimed);
  }

  /** Takes the block this many below the newest one for the newest. */
  public EndpointFaults lag(long blocks) {
    if (blocks < 0) {
      throw new IllegalArgumentException("an endpoint can't be ahead");
    }
    return set(() -> lag = blocks);
  }

  /** Answers a submission with its hash but forwards nothing. */
  public EndpointFaults swallowSubmissions(boolean on) {
    return set(() -> swallowSubmissions = on);
  }

  /** Back to honesty. */
  public synchronized EndpointFaults clear() {
    return down(false)
        .delay(Duration.ZERO)
        .nonceShift(0)
        .balance(null)
        .omitValidators(false)
        .chainId(null)
        .lag(0)
        .swallowSubmissions(false);
  }

  private synchronized EndpointFaults set(Runnable change) {
    change.run();
    return this;
  }

  synchronized boolean isDown() {
    return down;
  }

  synchronized Duration delay() {
    return delay;
  }

  synchronized boolean swallowsSubmissions() {
    return swallowSubmissions;
  }

  synchronized boolean omitsValidators() {
    return omitValidators;
  }

  synchronized long lag() {
    return lag;
  }

  synchronized long nonce(long truth) {
    return Math.max(0, truth + nonceShift);
  }

  synchronized Wei balanceOr(Wei truth) {
    return balance == null ? truth : balance;
  }

  synchronized long chainIdOr(long truth) {
    return chainId == null ? truth : chainId;
  }
}
