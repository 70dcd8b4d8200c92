/** What the command lines of both programs share. */
@NullMarked
package org.foresign.cli;

import org.jspecify.annotations.NullMarked;
