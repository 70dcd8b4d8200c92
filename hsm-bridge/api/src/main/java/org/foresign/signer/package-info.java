/**
 * What every signer looks like, whether it is a key in memory, a device that asks for a button, or
 * a group whose messages travel for days. A signer accepts nothing but an approved batch, and its
 * answers count only after the check.
 */
@NullMarked
package org.foresign.signer;

import org.jspecify.annotations.NullMarked;
