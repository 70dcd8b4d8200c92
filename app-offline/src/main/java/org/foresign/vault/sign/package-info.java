/** Claims, signs, seals and keeps a batch. */
@NullMarked
package org.foresign.vault.sign;

import org.jspecify.annotations.NullMarked;
