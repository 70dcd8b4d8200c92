/**
 * A chain in one process: a ledger with fee market, mempool, built-in contracts and validators on a
 * fast clock, served over loopback as JSON-RPC and Beacon API. For training and tests; it keeps
 * nothing after it is closed.
 */
@NullMarked
package org.foresign.practice.chain;

import org.jspecify.annotations.NullMarked;
