package org.foresign.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until the test moves it, forwards or back. */
public final class StubClock extends Clock {
  private Instant now;

  public StubClock(Instant start) {
    this.now = start;
  }

  public static StubClock at(String isoInstant) {
    return new StubClock(Instant.parse(isoInstant));
  }

  public void set(Instant instant) {
    now = instant;
  }

  /** Moves the clock; a negative duration sets it back. */
  public void advance(Duration step) {
    now = now.plus(step);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the stub clock is UTC only");
  }
}
