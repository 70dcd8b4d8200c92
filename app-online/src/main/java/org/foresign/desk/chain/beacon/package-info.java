/** The consensus layer by the Beacon API, in finalized states only. */
@NullMarked
package org.foresign.desk.chain.beacon;

import org.jspecify.annotations.NullMarked;
