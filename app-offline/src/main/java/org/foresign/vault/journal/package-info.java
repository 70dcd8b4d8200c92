/**
 * What the vault remembers: the hash-chained journal, the ledger of signed leaves, and vault time.
 */
@NullMarked
package org.foresign.vault.journal;

import org.jspecify.annotations.NullMarked;
