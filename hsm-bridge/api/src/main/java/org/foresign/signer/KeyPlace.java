package org.foresign.signer;

import org.jspecify.annotations.Nullable;

/**
 * Where a key is, in the words of the kind of signer that has it.
 *
 * @param reference a derivation path, or a device's, token's or group's own name; it stands on the
 *     account's card
 * @param seed number of the sealed seed that it is derived from; null where the vault holds none
 */
public record KeyPlace(String reference, @Nullable Long seed) {}
