/** Opens what a paired desk sent, without changing anything when it refuses. */
@NullMarked
package org.foresign.vault.receive;

import org.jspecify.annotations.NullMarked;
