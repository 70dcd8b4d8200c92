package org.foresign.desk.plan;

import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.jspecify.annotations.Nullable;

/**
 * What a request says besides its lanes; see {@link org.foresign.model.batch.BatchRequest}.
 *
 * @param batchId 16 fresh random bytes
 * @param plannedAt seconds since 1970
 * @param reviewBy seconds since 1970
 */
public record PlanHeader(
    Bytes batchId,
    Digest32 deskCard,
    Bytes vaultInstance,
    long sequence,
    @Nullable Digest32 lastResult,
    Digest32 policyHash,
    long plannedAt,
    long reviewBy) {}
