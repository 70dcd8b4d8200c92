package org.foresign.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.foresign.crypto.WordCode;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Gwei;
import org.foresign.model.operation.Operation;
import org.foresign.model.policy.Destination;
import org.foresign.model.policy.Exposure;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.policy.Review;
import org.foresign.model.policy.Verdict;
import org.foresign.model.review.BatchReview;
import org.foresign.model.review.FindingGroup;
import org.foresign.model.review.LaneReview;
import org.foresign.model.staking.BlsPublicKey;
import org.foresign.model.text.Spelling;
import org.foresign.model.tx.UnsignedTx;

/**
 * A review as maps, lists, texts and numbers, for JSON. Amounts are texts in smallest units,
 * alternatives and tiers are counted from 1. Both programs print this (docs/spec/review-json.md).
 */
public final class ReviewFacts {
  private ReviewFacts() {}

  /** The whole of it; the facts of a leaf are made while they are printed. */
  public static Map<String, Object> of(BatchReview review) {
    Map<String, Object> facts = new LinkedHashMap<>(head(review));
    List<LaneReview> lanes = review.lanes();
    facts.put("exposure", list(lanes, lane -> exposure(lane.lane(), lane.atWorst())));
    facts.put(
        "stakeMoved",
        list(
            lanes.stream().filter(lane -> !lane.stakeMoved().isZero()).toList(),
            lane -> with(lane(lane.lane()), "amount", lane.stakeMoved().toString())));
    facts.put("destinations", list(review.destinations(), to -> destination(review, to)));
    facts.put("missing", list(review.missing(), Spelling::of));
    review.judged().ifPresent(judged -> facts.putAll(judgement(review, judged)));
    facts.put("leaves", leaves(review));
    return facts;
  }

  /** What it is, without what is in it. */
  public static Map<String, Object> head(BatchReview review) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("batch", review.batch().batchDigest().bytes().hex());
    facts.put("batchId", review.batch().request().batchId().hex());
    facts.put("words", WordCode.words(review.batch().batchDigest()));
    facts.put("sequence", review.batch().request().sequence());
    facts.put("nonces", review.batch().request().slotCount());
    facts.put("leafCount", review.batch().leaves().size());
    Map<String, Object> kinds = new TreeMap<>();
    review.kinds().forEach((kind, count) -> kinds.put(Spelling.of(kind), count));
    facts.put("kinds", kinds);
    facts.put("requestBytes", review.batch().requestBytes().size());
    return facts;
  }

  private static Map<String, Object> judgement(BatchReview review, Review judged) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("refused", judged.refused());
    facts.put("consents", judged.consentsWanted().stream().map(FindingCode::id).toList());
    facts.put("findings", list(review.findings(), ReviewFacts::finding));
    SortedMap<LaneId, Exposure> after = judged.outstandingAfter();
    facts.put(
        "outstandingAfter",
        list(after.entrySet(), lane -> exposure(lane.getKey(), lane.getValue())));
    return facts;
  }

  private static Iterable<Map<String, Object>> leaves(BatchReview review) {
    return () ->
        review
            .judged()
            .map(judged ->
                judged.leaves().stream()
                    .map(one -> with(leaf(one.leaf()), "verdict", word(one.verdict()))))
            .orElseGet(() -> review.batch().leaves().stream().map(ReviewFacts::leaf))
            .iterator();
  }

  /** One leaf. */
  public static Map<String, Object> leaf(UnsignedTx leaf) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", leaf.index());
    facts.putAll(lane(leaf.slot().lane()));
    facts.put("nonce", leaf.slot().nonce());
    facts.put("alternative", leaf.alternative() + 1);
    facts.put("tier", leaf.tier() + 1);
    facts.put("operation", Spelling.of(leaf.operation().kind()));
    facts.putAll(arguments(leaf.operation()));
    if (!leaf.reference().isEmpty()) {
      facts.put("reference", leaf.reference());
    }
    facts.put("to", leaf.tx().to().toString());
    facts.put("value", leaf.tx().value().toString());
    facts.put("gasLimit", leaf.tx().gasLimit());
    facts.put("maxFeePerGas", leaf.tx().fees().maxFeePerGas().toString());
    facts.put("maxPriorityFeePerGas", leaf.tx().fees().maxPriorityFeePerGas().toString());
    facts.put("signingDigest", leaf.signingDigest().toString());
    return facts;
  }

  /** What the operation is about, beyond the fields of its transaction. */
  private static Map<String, Object> arguments(Operation operation) {
    Map<String, Object> named = new LinkedHashMap<>();
    switch (operation) {
      case Operation.Stake stake -> {
        named.put("validator", stake.validator().toString());
        named.put("credentials", stake.credentials().toString());
        named.put("gwei", stake.amount().toString());
      }
      case Operation.TopUp topUp -> amount(named, topUp.validator(), topUp.amount());
      case Operation.UnstakeFull full -> named.put("validator", full.validator().toString());
      case Operation.UnstakePartial part -> amount(named, part.validator(), part.amount());
      case Operation.Consolidate request -> {
        named.put("source", request.source().toString());
        named.put("target", request.target().toString());
      }
      case Operation.NativeTransfer pay -> payment(named, pay.recipient(), pay.amount());
      case Operation.TokenTransfer pay -> {
        named.put("token", pay.token().toString());
        payment(named, pay.recipient(), pay.amount());
      }
      case Operation.Cancel _ -> {}
    }
    return named;
  }

  private static void amount(Map<String, Object> named, BlsPublicKey validator, Gwei amount) {
    named.put("validator", validator.toString());
    named.put("gwei", amount.toString());
  }

  private static void payment(Map<String, Object> named, Address recipient, Object amount) {
    named.put("recipient", recipient.toString());
    named.put("amount", amount.toString());
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Clean _ -> "clean";
      case Verdict.Warn _ -> "warn";
      case Verdict.Consent _ -> "consent";
      case Verdict.Refuse _ -> "refuse";
    };
  }

  private static Map<String, Object> finding(FindingGroup group) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("code", group.code().id());
    facts.put("severity", Spelling.of(group.severity()));
    facts.put("sentence", group.code().sentence());
    facts.put("places", list(group.places(), ReviewFacts::place));
    return facts;
  }

  /** Without a leaf it concerns the whole batch. */
  private static Map<String, Object> place(FindingGroup.Place place) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (place.leaf() != null) {
      facts.put("leaf", place.leaf().index());
    }
    facts.put("details", place.details());
    return facts;
  }

  private static Map<String, Object> destination(BatchReview review, Destination destination) {
    return switch (destination) {
      case Destination.Recipient to ->
          with(
              with(place("recipient", to.chain()), "address", to.address().toString()),
              "amounts",
              amounts(review.paid().getOrDefault(to, Exposure.NONE)));
      case Destination.Validator to ->
          with(place("validator", to.chain()), "key", to.key().toString());
      case Destination.BlockBuilder to -> place("block-builder", to.chain());
      case Destination.RequestQueue to ->
          with(place("request-queue", to.chain()), "address", to.predeploy().toString());
    };
  }

  private static Map<String, Object> place(String kind, Chain chain) {
    return with(with(new LinkedHashMap<>(), "kind", kind), "chain", chain.toString());
  }

  private static Map<String, Object> lane(LaneId lane) {
    return with(
        with(new LinkedHashMap<>(), "chain", lane.chain().toString()),
        "account",
        lane.account().toString());
  }

  private static Map<String, Object> exposure(LaneId lane, Exposure exposure) {
    return with(lane(lane), "amounts", amounts(exposure));
  }

  private static Map<String, Object> amounts(Exposure exposure) {
    Map<String, Object> amounts = new LinkedHashMap<>();
    exposure.amounts().forEach((asset, most) -> amounts.put(asset.toString(), most.toString()));
    return amounts;
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    map.put(name, value);
    return map;
  }

  private static <T> List<Object> list(Iterable<T> all, Function<? super T, Object> facts) {
    List<Object> list = new ArrayList<>();
    all.forEach(one -> list.add(facts.apply(one)));
    return list;
  }
}
