/** Files that somebody names, and whose they are. */
@NullMarked
package org.foresign.files;

import org.jspecify.annotations.NullMarked;
