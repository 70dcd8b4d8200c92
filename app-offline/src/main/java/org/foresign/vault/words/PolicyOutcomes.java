package org.foresign.vault.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.UnusableRules.DeadEnd;
import org.foresign.vault.officers.ClockDecisions;
import org.foresign.vault.officers.OfficerPolicies;
import org.foresign.vault.work.PolicyWork;

/** What officers decided about policies, and what desks are given, in lines and as facts. */
public final class PolicyOutcomes {
  private PolicyOutcomes() {}

  public static List<String> lines(PolicyWork.Decision decision) {
    OfficerPolicies.Accepted accepted = decision.shown().accepted();
    List<String> lines = new ArrayList<>();
    lines.add("Policy " + accepted.policy().number() + " is " + accepted.hash());
    lines.add(decision.shown().active() ? "It is in force." : waiting("It widens, so", accepted));
    decision
        .decided()
        .atOnce()
        .ifPresent(now ->
            lines.add(
                "What it narrows is in force at once, as policy "
                    + now.policy().number()
                    + ", "
                    + now.hash()
                    + "."));
    decision.deadEnds().forEach(end -> lines.add("DEAD END: " + end.words()));
    return lines;
  }

  public static Map<String, Object> facts(PolicyWork.Decision decision) {
    Map<String, Object> facts = new LinkedHashMap<>();
    decision
        .decided()
        .atOnce()
        .ifPresent(now -> {
          facts.put("narrowedNow", now.policy().number());
          facts.put("narrowedHash", now.hash().bytes().hex());
        });
    facts.put("noWayOn", decision.deadEnds().stream().map(DeadEnd::words).toList());
    facts.putAll(facts(decision.shown()));
    return facts;
  }

  public static List<String> lines(PolicyWork.Export export) {
    List<String> lines = new ArrayList<>();
    export
        .parcels()
        .forEach(one ->
            lines.add(
                "Wrote policy "
                    + export.shown().accepted().policy().number()
                    + " for "
                    + one.desk().name()
                    + ": "
                    + one.sent().parcel()));
    export
        .waits()
        .ifPresent(newest ->
            lines.add(
                waiting("Policy " + newest.policy().number() + " is not in it:", newest)
                    + " --pending writes it anyway."));
    return lines;
  }

  public static Map<String, Object> facts(PolicyWork.Export export) {
    Map<String, Object> facts = new LinkedHashMap<>();
    export.waits().ifPresent(newest -> facts.put("waits", newest.policy().number()));
    facts.putAll(facts(export.shown()));
    facts.put("parcels", export.parcels().stream().map(one -> one.sent().parcel().tag()).toList());
    return facts;
  }

  public static Map<String, Object> facts(PolicyWork.Shown shown) {
    OfficerPolicies.Accepted accepted = shown.accepted();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("number", accepted.policy().number());
    facts.put("hash", accepted.hash().bytes().hex());
    facts.put("activeFrom", accepted.activeFrom());
    facts.put("notBefore", accepted.notBefore());
    facts.put("active", shown.active());
    return facts;
  }

  /** What vault time that was accepted or set back made of the policies. */
  public static List<String> lines(ClockDecisions.Decided decided) {
    List<String> lines = new ArrayList<>();
    decided
        .policy()
        .ifPresent(policies -> {
          lines.add(
              "Policy "
                  + stays(policies).policy().number()
                  + " is in force: 'vault policy export' writes it for the desks.");
          if (policies.atOnce().isPresent()) {
            long number = policies.whole().policy().number();
            lines.add(waiting("Policy " + number + " widens and waits again:", policies.whole()));
          }
        });
    return lines;
  }

  public static Map<String, Object> facts(ClockDecisions.Decided decided) {
    Map<String, Object> facts = new LinkedHashMap<>();
    decided
        .policy()
        .ifPresent(policies -> {
          facts.put("policy", stays(policies).policy().number());
          if (policies.atOnce().isPresent()) {
            facts.put("waits", policies.whole().policy().number());
          }
        });
    return facts;
  }

  private static OfficerPolicies.Accepted stays(OfficerPolicies.Decided policies) {
    return policies.atOnce().orElse(policies.whole());
  }

  /** From when on a policy that widens is in force. */
  private static String waiting(String who, OfficerPolicies.Accepted accepted) {
    String from = who + " it is in force from ceremony " + accepted.activeFrom() + " on";
    return accepted.notBefore() == 0
        ? from + "."
        : from + ", and not before " + PolicyWords.time(accepted.notBefore()) + ".";
  }
}
