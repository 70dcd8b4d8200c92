package org.foresign.practice.story;

import java.nio.file.Path;
import org.foresign.model.eth.Network;
import org.jspecify.annotations.Nullable;

/**
 * What the practice story is asked to do.
 *
 * @param network whose chain id, fork version and contract addresses the practice chain takes
 * @param nonces in all, when there is no deposit file
 * @param tiers fee tiers of the spending leaves and, as many, of the cancel leaves
 * @param depositData stake everything in this file; null for a mix of operations
 * @param mnemonicFile seed words of the account; null for a new account
 * @param accountIndex last number of the account's path
 * @param keep where both homes stay afterwards; null to delete them
 */
record StoryOptions(
    Network network,
    int nonces,
    int tiers,
    @Nullable Path depositData,
    @Nullable Path mnemonicFile,
    int accountIndex,
    @Nullable Path keep) {
  /** Whether nothing of the run stays: no home, and no seed words that existed before. */
  boolean leavesNothing() {
    return keep == null && mnemonicFile == null;
  }
}
