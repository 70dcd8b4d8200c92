/** Keeps the vault off every network and out of every other process, and says how well. */
@NullMarked
package org.foresign.vault.lock;

import org.jspecify.annotations.NullMarked;
