/** How a passphrase opens a stored secret (docs/spec/secret-slot.md). */
@NullMarked
package org.foresign.model.slot;

import org.jspecify.annotations.NullMarked;
