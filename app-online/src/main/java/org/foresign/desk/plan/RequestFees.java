package org.foresign.desk.plan;

import java.util.List;
import org.foresign.model.eth.Wei;

/**
 * Values attached to EIP-7002 and EIP-7251 requests. What is paid too much is never given back, and
 * a fee that rises falls back within minutes, so a leaf attaches little and waits for the fee.
 */
public final class RequestFees {
  /** 10^-6 ETH: enough while the queue's excess is at most 352 (EIP-7002 fee formula). */
  public static final Wei LOW = Wei.ofGwei(1_000);

  /** 10^-3 ETH: enough up to an excess of 587. */
  public static final Wei HIGH = Wei.ofGwei(1_000_000);

  /** One alternative for each. */
  public static final List<Wei> LADDER = List.of(LOW, HIGH);

  private RequestFees() {}
}
