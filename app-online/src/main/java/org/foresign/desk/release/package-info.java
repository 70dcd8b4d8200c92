/**
 * Releases held leaves: decides, checks by facts, exposes, follows to finality and to the consensus
 * effect, burns. States are persisted before effects; one thread a lane writes.
 */
@NullMarked
package org.foresign.desk.release;

import org.jspecify.annotations.NullMarked;
