package org.foresign.desk.release;

import java.util.Map;
import org.foresign.model.batch.LaneId;
import org.jspecify.annotations.Nullable;

/**
 * A lane as a person wants to see it.
 *
 * @param counts how many leaves stand where; standings without leaves are left out
 * @param leaves in canonical order, read from the store while they are walked over
 * @param facts what the chain says; null if it was not asked
 */
public record LaneStatus(
    LaneId lane,
    Map<LeafStanding, Integer> counts,
    Iterable<LeafStatus> leaves,
    @Nullable LaneFacts facts) {}
