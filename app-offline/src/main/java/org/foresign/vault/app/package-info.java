/** Starts the vault and wires its parts together. */
@NullMarked
package org.foresign.vault.app;

import org.jspecify.annotations.NullMarked;
