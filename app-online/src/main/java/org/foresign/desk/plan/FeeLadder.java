package org.foresign.desk.plan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.Wei;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/**
 * Fee tiers for leaves that wait for months: caps far above today's base fee (only the actual base
 * fee is paid), a modest tip, every tier at least 12.5 % above the one below on both fields, and
 * the cancel tiers above all others.
 *
 * @param spend ascending
 * @param cancel ascending; its first replaces the last of {@code spend}
 */
public record FeeLadder(List<FeeCaps> spend, List<FeeCaps> cancel) {
  /** geth and Besu refuse gas limit times fee cap above this by default (--rpc.txfeecap). */
  public static final Wei MAX_PRODUCT = Wei.ONE_ETHER;

  private static final Wei LEAST_BASE = Wei.ONE_GWEI;
  private static final Wei LEAST_TIP = Wei.of(100_000_000);

  /** Caps are rounded up to this, so that they read well: 0.001 gwei. */
  private static final Wei GRAIN = Wei.of(1_000_000);

  /** Lowest cap in multiples of the base fee, most generous first. */
  private static final int[] FIRST_MULTIPLES = {10, 5, 3, 2};

  /** Steps in eighths, widest first; 9/8 is the least that replaces a transaction everywhere. */
  private static final int[] STEPS = {12, 10, 9};

  private static final int TIP_STEP = 10;

  public FeeLadder {
    spend = List.copyOf(spend);
    cancel = List.copyOf(cancel);
  }

  /**
   * The widest ladder that fits.
   *
   * @param baseFee of the newest block, in wei per gas
   * @param tip that gets a transaction included soon, in wei per gas
   * @param spendTiers 1 to 8
   * @param cancelTiers 0 to 8
   * @param spendGas largest gas limit among the spending leaves
   * @param cancelGas gas limit of the cancel leaves
   * @throws ProblemException if no ladder keeps every leaf at or below {@link #MAX_PRODUCT}
   */
  public static FeeLadder fitting(
      Wei baseFee, Wei tip, int spendTiers, int cancelTiers, long spendGas, long cancelGas)
      throws ProblemException {
    Wei base = baseFee.max(LEAST_BASE);
    Wei firstTip = tip.max(LEAST_TIP);
    for (int multiple : FIRST_MULTIPLES) {
      for (int step : STEPS) {
        List<FeeCaps> tiers =
            climb(base.times(multiple).plus(firstTip), firstTip, step, spendTiers + cancelTiers);
        FeeLadder ladder =
            new FeeLadder(
                tiers.subList(0, spendTiers), tiers.subList(spendTiers, spendTiers + cancelTiers));
        if (fits(ladder.spend, spendGas) && fits(ladder.cancel, cancelGas)) {
          return ladder;
        }
      }
    }
    throw Problem.of(
            PlanProblem.PLAN_FEES_TOO_HIGH,
            "base fee " + baseFee.toUnits(9) + " gwei",
            spendTiers + " spend and " + cancelTiers + " cancel tiers",
            "gas limit " + spendGas)
        .asException();
  }

  private static List<FeeCaps> climb(Wei firstCap, Wei firstTip, int step, int tiers) {
    List<FeeCaps> caps = new ArrayList<>();
    Wei cap = grain(firstCap);
    Wei tip = grain(firstTip);
    for (int i = 0; i < tiers; i++) {
      caps.add(new FeeCaps(cap, tip));
      cap = grain(eighths(cap, step));
      tip = grain(eighths(tip, TIP_STEP));
    }
    return caps;
  }

  private static Wei eighths(Wei amount, int factor) {
    BigInteger product = amount.value().multiply(BigInteger.valueOf(factor));
    return new Wei(product.add(BigInteger.valueOf(7)).shiftRight(3));
  }

  private static Wei grain(Wei amount) {
    BigInteger[] parts = amount.value().divideAndRemainder(GRAIN.value());
    return parts[1].signum() == 0
        ? amount
        : new Wei(parts[0].add(BigInteger.ONE).multiply(GRAIN.value()));
  }

  private static boolean fits(List<FeeCaps> tiers, long gasLimit) {
    return tiers.isEmpty()
        || tiers.getLast().maxFeePerGas().times(gasLimit).compareTo(MAX_PRODUCT) <= 0;
  }
}
