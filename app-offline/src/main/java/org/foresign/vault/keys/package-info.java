/** Secrets: slots and their unlock process, the vault's identity, seeds and accounts. */
@NullMarked
package org.foresign.vault.keys;

import org.jspecify.annotations.NullMarked;
