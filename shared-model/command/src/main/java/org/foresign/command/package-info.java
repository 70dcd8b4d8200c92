/** What the command lines of both programs share: texts of {@code --help}, progress, faults. */
@NullMarked
package org.foresign.command;

import org.jspecify.annotations.NullMarked;
