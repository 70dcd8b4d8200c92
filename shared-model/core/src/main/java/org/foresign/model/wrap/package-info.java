/** How a passphrase opens a stored secret (docs/spec/wrapped-secret.md). */
@NullMarked
package org.foresign.model.wrap;

import org.jspecify.annotations.NullMarked;
