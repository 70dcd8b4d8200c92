package org.foresign.model.batch;

import java.util.Comparator;
import java.util.List;
import org.foresign.codec.Bytes;

/**
 * A request with the approvals that travel beside it (docs/spec/approval.md, "Delivery").
 *
 * @param request exact bytes of the request
 * @param approvals kept ascending by approver; one from each
 */
public record BatchDelivery(Bytes request, List<Approval> approvals) {
  public static final int MAX_APPROVALS = 32;

  /** The request's own cap, the approvals and a few bytes around them. */
  public static final int MAX_BYTES =
      BatchRequest.MAX_BYTES + MAX_APPROVALS * (ApprovalCodec.MAX_BYTES + 3) + 16;

  public BatchDelivery {
    approvals = approvals.stream().sorted(Comparator.comparing(Approval::approver)).toList();
    if (approvals.size() > MAX_APPROVALS) {
      throw new IllegalArgumentException("a batch has at most 32 approvals");
    }
    for (int i = 1; i < approvals.size(); i++) {
      if (approvals.get(i).approver().equals(approvals.get(i - 1).approver())) {
        throw new IllegalArgumentException("an approver approves a batch once");
      }
    }
  }
}
