package org.foresign.model.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.foresign.model.batch.Alternative;
import org.foresign.model.batch.AskedLimit;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.Lane;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.Run;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.FeeCaps;
import org.foresign.model.eth.GasSchedule;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.eth.Wei;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.policy.Policy.AccountRule;
import org.foresign.model.policy.Policy.AssetLimit;
import org.foresign.model.policy.PolicyEvaluator.LaneExposure;

/** What concerns a lane as a whole: its chain, its account, its nonces and its limits. */
final class LaneRules {
  private LaneRules() {}

  static void check(
      BatchRequest request,
      Lane lane,
      LaneExposure worst,
      PolicyIndex policy,
      LedgerView ledger,
      List<Finding> found) {
    PolicyWords words = policy.words();
    String name = words.lane(lane.id());
    chain(lane.id().chain(), policy, found);
    if (!policy.holdsKeyOf(lane.id().account())) {
      found.add(Finding.refuse(FindingCode.ACCOUNT_NOT_OURS, name));
    }
    if (schedule(lane).isEmpty()) {
      found.add(
          Finding.refuse(FindingCode.GAS_SCHEDULE_UNKNOWN, name, "schedule " + lane.gasSchedule()));
    }
    gaps(lane, ledger, found);
    asked(request, lane.id(), worst.batch(), words, found);
    Optional<AccountRule> rule = policy.rule(lane.id());
    if (rule.isEmpty()) {
      found.add(Finding.refuse(FindingCode.ACCOUNT_NOT_IN_POLICY, name));
      return;
    }
    cancels(lane, rule.get(), found);
    reopened(lane, ledger, found);
    limits(lane.id(), rule.get(), worst, words, found);
  }

  /** The schedule that the lane's gas limits were chosen for, if this program knows it. */
  static Optional<GasSchedule> schedule(Lane lane) {
    for (GasSchedule schedule : GasSchedule.values()) {
      if (schedule.id() == lane.gasSchedule()) {
        return Optional.of(schedule);
      }
    }
    return Optional.empty();
  }

  private static void chain(Chain chain, PolicyIndex policy, List<Finding> found) {
    if (!policy.knowsChain(chain)) {
      found.add(Finding.refuse(FindingCode.CHAIN_UNKNOWN, chain.toString()));
    }
    if (Networks.byChain(chain).filter(network -> !network.plannable()).isPresent()) {
      found.add(Finding.refuse(FindingCode.CHAIN_RETIRED, chain.toString()));
    }
    Network practiceChain = Networks.PRACTICE;
    if (policy.practice() && Networks.realMoney(chain)) {
      found.add(Finding.refuse(FindingCode.CHAIN_REAL_MONEY, chain.toString()));
    } else if (!policy.practice() && chain.equals(practiceChain.chain())) {
      found.add(Finding.refuse(FindingCode.CHAIN_PRACTICE, chain.toString()));
    }
  }

  /** A nonce that nobody can fill would hold up every leaf above it. */
  private static void gaps(Lane lane, LedgerView ledger, List<Finding> found) {
    List<Run> runs = lane.runs();
    for (int i = 1; i < runs.size(); i++) {
      long from = runs.get(i - 1).endNonce();
      long to = runs.get(i).firstNonce();
      // Nobody signs that many; a wide gap is one without asking the ledger about each nonce.
      boolean filled =
          to - from <= BatchRequest.MAX_SLOTS
              && LongStream.range(from, to)
                  .allMatch(nonce -> ledger.signedBefore(new SlotId(lane.id(), nonce)).isPresent());
      if (!filled) {
        found.add(
            Finding.refuse(
                FindingCode.NONCE_GAP, lane.id().toString(), "nonces " + from + " to " + (to - 1)));
      }
    }
  }

  private static void cancels(Lane lane, AccountRule rule, List<Finding> found) {
    if (!rule.cancelRequired()) {
      return;
    }
    for (Run run : lane.runs()) {
      if (run.alternatives().getLast().kind() != OperationKind.CANCEL) {
        found.add(
            Finding.refuse(
                FindingCode.CANCEL_MISSING,
                lane.id().toString(),
                "nonces " + run.firstNonce() + " to " + (run.endNonce() - 1)));
      }
    }
  }

  /** A later leaf above every earlier cancel would take the way to stop the nonce. */
  private static void reopened(Lane lane, LedgerView ledger, List<Finding> found) {
    for (Run run : lane.runs()) {
      Alternative last = run.alternatives().getLast();
      boolean cancel = last.kind() == OperationKind.CANCEL;
      FeeCaps highest = last.tiers().getLast();
      for (long nonce = run.firstNonce(); nonce < run.endNonce(); nonce++) {
        SlotId slot = new SlotId(lane.id(), nonce);
        boolean above =
            ledger
                .highestSpend(slot)
                .map(spent -> cancel && highest.replaces(spent))
                .orElse(cancel);
        if (ledger.signedBefore(slot).isPresent() && !above) {
          found.add(Finding.refuse(FindingCode.CANCEL_BELOW_SIGNED, slot.toString()));
        }
      }
    }
  }

  private static void asked(
      BatchRequest request,
      LaneId lane,
      Exposure computed,
      PolicyWords words,
      List<Finding> found) {
    for (Map.Entry<Asset, Wei> entry : computed.amounts().entrySet()) {
      Wei asked =
          request.limits().stream()
              .filter(limit -> limit.lane().equals(lane) && limit.asset().equals(entry.getKey()))
              .findFirst()
              .map(AskedLimit::amount)
              .orElse(Wei.ZERO);
      if (asked.compareTo(entry.getValue()) < 0) {
        exceeded(FindingCode.LIMIT_ASKED_TOO_LOW, lane, entry, asked, words, found);
      }
    }
  }

  private static void limits(
      LaneId lane, AccountRule rule, LaneExposure worst, PolicyWords words, List<Finding> found) {
    if (!worst.outstandingAfter().countable() || !worst.lifetimeAfter().countable()) {
      found.add(Finding.refuse(FindingCode.EXPOSURE_BEYOND_COUNT, words.lane(lane)));
    }
    for (Map.Entry<Asset, Wei> entry : worst.batch().amounts().entrySet()) {
      Asset asset = entry.getKey();
      Optional<AssetLimit> limit = rule.limitFor(asset);
      if (limit.isEmpty()) {
        found.add(Finding.refuse(FindingCode.LIMIT_MISSING, words.lane(lane), words.asset(asset)));
        continue;
      }
      AssetLimit allowed = limit.get();
      within(
          FindingCode.LIMIT_BATCH_EXCEEDED,
          lane,
          asset,
          worst.batch(),
          allowed.perBatch(),
          words,
          found);
      within(
          FindingCode.LIMIT_OUTSTANDING_EXCEEDED,
          lane,
          asset,
          worst.outstandingAfter(),
          allowed.outstanding(),
          words,
          found);
      within(
          FindingCode.LIMIT_LIFETIME_EXCEEDED,
          lane,
          asset,
          worst.lifetimeAfter(),
          allowed.lifetime(),
          words,
          found);
    }
  }

  private static void within(
      FindingCode code,
      LaneId lane,
      Asset asset,
      Exposure exposure,
      Wei limit,
      PolicyWords words,
      List<Finding> found) {
    if (exposure.of(asset).compareTo(limit) > 0) {
      exceeded(code, lane, Map.entry(asset, exposure.of(asset)), limit, words, found);
    }
  }

  private static void exceeded(
      FindingCode code,
      LaneId lane,
      Map.Entry<Asset, Wei> cost,
      Wei limit,
      PolicyWords words,
      List<Finding> found) {
    found.add(
        Finding.refuse(
            code,
            words.lane(lane),
            words.amount(cost.getKey(), cost.getValue()),
            "limit " + words.amount(cost.getKey(), limit)));
  }
}
