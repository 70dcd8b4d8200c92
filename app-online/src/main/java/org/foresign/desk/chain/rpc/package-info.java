/**
 * The execution layer by JSON-RPC: what is asked, how replies are read, and a chain through a
 * quorum.
 */
@NullMarked
package org.foresign.desk.chain.rpc;

import org.jspecify.annotations.NullMarked;
