/** Plans batches: which operations, at which nonces, at which fees. */
@NullMarked
package org.foresign.desk.plan;

import org.jspecify.annotations.NullMarked;
