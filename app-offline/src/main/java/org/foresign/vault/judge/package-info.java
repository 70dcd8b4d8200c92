/** Recomputes, decodes twice, compares and weighs a batch. */
@NullMarked
package org.foresign.vault.judge;

import org.jspecify.annotations.NullMarked;
