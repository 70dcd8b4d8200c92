package org.foresign.model.review;

import org.foresign.model.eth.Wei;
import org.foresign.model.operation.Operation;

/**
 * One alternative of a nonce, with all its tiers.
 *
 * @param alternative index within its nonce, from 0
 * @param reference what a payment is for; empty without one
 * @param tiers how many fee tiers it has
 * @param lowestCap fee cap of its first tier, in wei per gas
 * @param highestCap fee cap of its last tier
 */
public record Offer(
    int alternative,
    Operation operation,
    String reference,
    int tiers,
    Wei lowestCap,
    Wei highestCap) {}
