package org.foresign.desk.chain;

import org.foresign.codec.Digest32;
import org.foresign.model.eth.Wei;

/**
 * The fields of an execution block header that decisions need.
 *
 * @param timestamp seconds since 1970
 * @param baseFee wei per gas (EIP-1559)
 */
public record BlockHeader(
    BlockRef ref, Digest32 parent, long timestamp, long gasLimit, long gasUsed, Wei baseFee) {}
