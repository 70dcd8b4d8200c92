/**
 * A key in memory: words, derivation and the signer over them. Only the vault may use this package.
 * Nothing secret is ever a String; arrays are wiped where they end.
 */
@NullMarked
package org.foresign.signer.local;

import org.jspecify.annotations.NullMarked;
