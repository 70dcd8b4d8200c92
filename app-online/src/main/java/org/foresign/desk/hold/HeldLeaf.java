package org.foresign.desk.hold;

import org.foresign.model.batch.ReleaseClass;

/**
 * A held leaf as it is known without opening anything.
 *
 * @param id its number in the store
 * @param batch number of its batch in the store
 * @param index place in its batch's canonical order
 * @param lane number of its lane in the store
 */
public record HeldLeaf(
    long id,
    long batch,
    int index,
    long lane,
    long nonce,
    ReleaseClass releaseClass,
    LeafState state) {}
