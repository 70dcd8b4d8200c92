package org.foresign.model.policy;

import java.util.List;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.operation.Operation;
import org.foresign.model.operation.SystemContracts;

/** Payments go to the address book, and tokens are known ones. */
record TransferRules(Chain chain, PolicyIndex policy) {
  void check(Operation.NativeTransfer transfer, List<Finding> found) {
    recipient(transfer.recipient(), found);
  }

  void check(Operation.TokenTransfer transfer, List<Finding> found) {
    if (!policy.knowsToken(chain, transfer.token())) {
      found.add(Finding.refuse(FindingCode.TOKEN_NOT_LISTED, transfer.token().toString()));
    }
    if (transfer.recipient().equals(transfer.token())) {
      found.add(Finding.refuse(FindingCode.RECIPIENT_IS_TOKEN, transfer.token().toString()));
    }
    recipient(transfer.recipient(), found);
  }

  private void recipient(Address recipient, List<Finding> found) {
    if (SystemContracts.contains(chain, recipient)) {
      found.add(Finding.refuse(FindingCode.RECIPIENT_IS_SYSTEM, recipient.toString()));
    }
    if (!policy.mayPay(chain, recipient)) {
      found.add(Finding.refuse(FindingCode.RECIPIENT_NOT_LISTED, recipient.toString()));
    }
    for (Address other : policy.alike(recipient)) {
      found.add(
          Finding.warn(
              FindingCode.RECIPIENT_LOOKS_LIKE,
              policy.words().recipient(chain, recipient),
              "not " + policy.words().recipient(chain, other)));
    }
  }
}
