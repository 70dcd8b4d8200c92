package org.foresign.model.review;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.foresign.model.batch.LaneId;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Asset;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.Finding;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.ReviewedTx;
import org.foresign.model.policy.Severity;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.tx.UnsignedTx;
import org.jspecify.annotations.Nullable;

/** Folds the leaves of a batch into what a person can read. */
final class Grouping {
  private Grouping() {}

  static SequencedMap<LaneId, List<UnsignedTx>> byLane(List<UnsignedTx> leaves) {
    SequencedMap<LaneId, List<UnsignedTx>> lanes = new LinkedHashMap<>();
    for (UnsignedTx leaf : leaves) {
      lanes.computeIfAbsent(leaf.slot().lane(), lane -> new ArrayList<>()).add(leaf);
    }
    return lanes;
  }

  /**
   * Nonces with what they offer.
   *
   * @param leaves of one lane in canonical order: by nonce, alternative and tier
   */
  static List<NonceRun> runs(List<UnsignedTx> leaves) {
    SortedMap<Long, SequencedMap<Integer, List<UnsignedTx>>> nonces = new TreeMap<>();
    for (UnsignedTx leaf : leaves) {
      nonces
          .computeIfAbsent(leaf.slot().nonce(), nonce -> new LinkedHashMap<>())
          .computeIfAbsent(leaf.alternative(), alternative -> new ArrayList<>())
          .add(leaf);
    }
    List<NonceRun> runs = new ArrayList<>();
    nonces.forEach((nonce, alternatives) -> {
      List<Offer> offers = alternatives.values().stream().map(Grouping::offer).toList();
      NonceRun before = runs.isEmpty() ? null : runs.getLast();
      if (before != null && before.last() + 1 == nonce && before.offers().equals(offers)) {
        runs.set(runs.size() - 1, new NonceRun(before.first(), nonce, offers));
      } else {
        runs.add(new NonceRun(nonce, nonce, offers));
      }
    });
    return runs;
  }

  private static Offer offer(List<UnsignedTx> tiers) {
    UnsignedTx low = tiers.getFirst();
    return new Offer(
        low.alternative(),
        low.operation(),
        low.reference(),
        tiers.size(),
        low.tx().fees().maxFeePerGas(),
        tiers.getLast().tx().fees().maxFeePerGas());
  }

  /** The leaves of one lane by what they do. */
  static List<LeafGroup> groups(List<UnsignedTx> leaves) {
    Map<List<Object>, List<UnsignedTx>> alike = new LinkedHashMap<>();
    for (UnsignedTx leaf : leaves) {
      alike.computeIfAbsent(likeness(leaf), key -> new ArrayList<>()).add(leaf);
    }
    return alike.values().stream().map(Grouping::group).toList();
  }

  private static LeafGroup group(List<UnsignedTx> leaves) {
    SortedSet<Long> nonces = new TreeSet<>();
    SequencedMap<BlsPublicKey, SortedSet<Long>> validators = new LinkedHashMap<>();
    for (UnsignedTx leaf : leaves) {
      nonces.add(leaf.slot().nonce());
      BlsPublicKey key = validator(leaf.operation());
      if (key != null) {
        validators.computeIfAbsent(key, k -> new TreeSet<>()).add(leaf.slot().nonce());
      }
    }
    UnsignedTx first = leaves.getFirst();
    return new LeafGroup(first.operation(), first.reference(), leaves.size(), nonces, validators);
  }

  /** What two leaves of one group have in common. */
  private static List<Object> likeness(UnsignedTx leaf) {
    List<Object> same = new ArrayList<>(List.of(leaf.operation().kind(), leaf.reference()));
    same.addAll(
        switch (leaf.operation()) {
          case Operation.Stake stake -> List.of(stake.amount(), stake.credentials());
          case Operation.TopUp topUp -> List.of(topUp.amount());
          case Operation.UnstakePartial part -> List.of(part.amount());
          case Operation.Consolidate move ->
              move.source().equals(move.target()) ? List.of() : List.of(move.target());
          case Operation.NativeTransfer pay -> List.of(pay.amount(), pay.recipient());
          case Operation.TokenTransfer pay -> List.of(pay.amount(), pay.token(), pay.recipient());
          case Operation.UnstakeFull _, Operation.Cancel _ -> List.of();
        });
    return same;
  }

  private static @Nullable BlsPublicKey validator(Operation operation) {
    return switch (operation) {
      case Operation.Stake stake -> stake.validator();
      case Operation.TopUp topUp -> topUp.validator();
      case Operation.Unstake unstake -> unstake.validator();
      case Operation.Consolidate move -> move.source();
      case Operation.NativeTransfer _, Operation.TokenTransfer _, Operation.Cancel _ -> null;
    };
  }

  /** Of a nonce one leaf lands at most: it counts with the most that it can pay to each. */
  static Map<Destination.Recipient, Exposure> paid(List<UnsignedTx> leaves) {
    Map<SlotId, Map<Destination.Recipient, Exposure>> slots = new TreeMap<>();
    for (UnsignedTx leaf : leaves) {
      payment(leaf)
          .forEach((to, amount) ->
              slots
                  .computeIfAbsent(leaf.slot(), slot -> new LinkedHashMap<>())
                  .merge(to, amount, Exposure::max));
    }
    Map<Destination.Recipient, Exposure> sums = new LinkedHashMap<>();
    slots
        .values()
        .forEach(slot -> slot.forEach((to, amount) -> sums.merge(to, amount, Exposure::plus)));
    return Collections.unmodifiableMap(sums);
  }

  private static Map<Destination.Recipient, Exposure> payment(UnsignedTx leaf) {
    var chain = leaf.slot().lane().chain();
    return switch (leaf.operation()) {
      case Operation.NativeTransfer pay ->
          Map.of(
              new Destination.Recipient(chain, pay.recipient()),
              Exposure.of(Asset.nativeOf(chain), pay.amount()));
      case Operation.TokenTransfer pay ->
          Map.of(
              new Destination.Recipient(chain, pay.recipient()),
              Exposure.of(Asset.token(chain, pay.token()), pay.amount()));
      case Operation.Stake _,
          Operation.TopUp _,
          Operation.Unstake _,
          Operation.Consolidate _,
          Operation.Cancel _ ->
          Map.of();
    };
  }

  private record Reason(FindingCode code, Severity severity) {}

  /** The worst first, and of one severity as they were found, those about the whole first. */
  static List<FindingGroup> findings(Review review) {
    Map<Reason, List<FindingGroup.Place>> found = new LinkedHashMap<>();
    review.whole().findings().forEach(finding -> add(found, null, finding));
    for (ReviewedTx leaf : review.leaves()) {
      leaf.verdict().findings().forEach(finding -> add(found, leaf.leaf(), finding));
    }
    return found.entrySet().stream()
        .map(one -> new FindingGroup(one.getKey().code(), one.getKey().severity(), one.getValue()))
        .sorted(Comparator.comparing(FindingGroup::severity).reversed())
        .toList();
  }

  private static void add(
      Map<Reason, List<FindingGroup.Place>> found, @Nullable UnsignedTx leaf, Finding finding) {
    found
        .computeIfAbsent(
            new Reason(finding.code(), finding.severity()), reason -> new ArrayList<>())
        .add(new FindingGroup.Place(leaf, finding.details()));
  }
}
