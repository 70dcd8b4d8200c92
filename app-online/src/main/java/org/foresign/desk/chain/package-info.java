/**
 * What the desk knows about a chain: three-valued facts decided by a quorum of JSON-RPC and Beacon
 * API endpoints, and the one way out for signed bytes.
 */
@NullMarked
package org.foresign.desk.chain;

import org.jspecify.annotations.NullMarked;
