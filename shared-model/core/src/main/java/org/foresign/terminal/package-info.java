/** The terminal and what is asked there; both programs ask in the same way. */
@NullMarked
package org.foresign.terminal;

import org.jspecify.annotations.NullMarked;
