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
  public synchronized EndpointFaults down(boolean on) {
    down = on;
    return this;
  }

  /** Answers only after this time. */
  public synchronized EndpointFaults delay(Duration time) {
    delay = time;
    return this;
  }

  /** Adds this to every nonce it reports. */
  public synchronized EndpointFaults nonceShift(long shift) {
    nonceShift = shift;
    return this;
  }

  /** Reports this balance for every account; null tells the truth again. */
  public synchronized EndpointFaults balance(@Nullable Wei everywhere) {
    balance = everywhere;
    return this;
  }

  /** Leaves all validators and queues out of its answers, without an error. */
  public synchronized EndpointFaults omitValidators(boolean on) {
    omitValidators = on;
    return this;
  }

  /** Claims another chain id; null tells the truth again. */
  public synchronized EndpointFaults chainId(@Nullable Long claimed) {
    chainId = claimed;
    return this;
  }

  /** Takes the block this many below the newest one for the newest. */
  public synchronized EndpointFaults lag(long blocks) {
    if (blocks < 0) {
      throw new IllegalArgumentException("an endpoint can't be ahead");
    }
    lag = blocks;
    return this;
  }

  /** Answers a submission with its hash but forwards nothing. */
  public synchronized EndpointFaults swallowSubmissions(boolean on) {
    swallowSubmissions = on;
    return this;
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
