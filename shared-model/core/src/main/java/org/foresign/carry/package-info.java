/** What travels between desk and vault, whatever carries it: a folder, a stick, frames of QR. */
@NullMarked
package org.foresign.carry;

import org.jspecify.annotations.NullMarked;
