/** Whose a file is. */
@NullMarked
package org.foresign.files;

import org.jspecify.annotations.NullMarked;
