package org.foresign.vault.receive;

import org.foresign.model.batch.BatchDelivery;
import org.foresign.vault.officers.Peer;

/** A batch request with its approvals, from a paired desk, unchanged; nothing of it is judged. */
public record ReceivedRequest(Peer desk, BatchDelivery delivery) {}
