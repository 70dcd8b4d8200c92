package org.foresign.model.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Digest32;
import org.foresign.model.batch.BatchRequest;
import org.jspecify.annotations.Nullable;

/** Who asks, under which policy, in which order, until when, approved by whom. */
final class HeaderRules {
  private static final long DAY = 86_400;

  private HeaderRules() {}

  static void check(
      BatchRequest request, Policy policy, EvaluationContext context, List<Finding> found) {
    if (!request.vaultInstance().equals(context.vaultInstance())) {
      found.add(Finding.refuse(FindingCode.VAULT_OTHER, request.vaultInstance().hex()));
    }
    if (!policy.vaultInstance().equals(context.vaultInstance())
        || policy.practice() != context.practice()) {
      found.add(Finding.refuse(FindingCode.VAULT_POLICY_OTHER, "policy " + policy.number()));
    }
    if (!request.deskCard().equals(context.sender())) {
      found.add(Finding.refuse(FindingCode.DESK_OTHER, request.deskCard().toString()));
    }
    Digest32 inForce = PolicyCodec.hash(policy);
    if (!request.policyHash().equals(inForce)) {
      found.add(
          Finding.refuse(
              FindingCode.POLICY_OTHER,
              "planned under " + request.policyHash(),
              "in force is number " + policy.number() + ", " + inForce));
    }
    sequence(request, context.sequence(), found);
    dates(request, policy, context.now(), found);
    approvals(policy, context, found);
  }

  private static void sequence(
      BatchRequest request, EvaluationContext.Sequence expected, List<Finding> found) {
    String numbers = "this is " + request.sequence() + ", the last was " + expected.last();
    if (request.sequence() <= expected.last()) {
      found.add(Finding.refuse(FindingCode.SEQUENCE_USED, numbers));
    } else if (request.sequence() - 1 > expected.last()) {
      found.add(Finding.refuse(FindingCode.SEQUENCE_SKIPPED, numbers));
    }
    @Nullable Digest32 held = request.lastResult();
    @Nullable Digest32 given = expected.lastResult();
    if (held != null && !held.equals(given) && !expected.olderResults().contains(held)) {
      found.add(Finding.refuse(FindingCode.RESULT_UNKNOWN, held.toString()));
    } else if (given != null && !given.equals(held)) {
      found.add(Finding.refuse(FindingCode.RESULT_NOT_RECEIVED, given.toString()));
    }
  }

  private static void dates(BatchRequest request, Policy policy, long now, List<Finding> found) {
    if (request.reviewBy() < now) {
      found.add(
          Finding.refuse(FindingCode.REVIEW_DATE_PASSED, PolicyWords.time(request.reviewBy())));
    }
    // From the earlier of the two clocks: a desk clock that runs ahead gains nothing.
    long span = request.reviewBy() - Math.min(request.plannedAt(), now);
    if (span > policy.maxReviewSeconds()) {
      found.add(
          Finding.refuse(
              FindingCode.REVIEW_SPAN_TOO_LONG,
              PolicyWords.span(span),
              "at most " + PolicyWords.span(policy.maxReviewSeconds())));
    }
    if (request.plannedAt() - now > DAY) {
      found.add(Finding.warn(FindingCode.PLANNED_IN_FUTURE, PolicyWords.time(request.plannedAt())));
    }
  }

  private static void approvals(Policy policy, EvaluationContext context, List<Finding> found) {
    Set<Digest32> counted = new HashSet<>();
    policy.approvers().forEach(approver -> counted.add(approver.card()));
    counted.retainAll(context.approvers());
    if (counted.size() < policy.approvalsRequired()) {
      found.add(
          Finding.refuse(
              FindingCode.APPROVALS_MISSING, counted.size() + " of " + policy.approvalsRequired()));
    }
  }
}
