/** Secrets: slots and how they are opened, the vault's identity, seeds and accounts. */
@NullMarked
package org.foresign.vault.keys;

import org.jspecify.annotations.NullMarked;
