/** Values as people and scripts read them, the same in both programs. */
@NullMarked
package org.foresign.words;

import org.jspecify.annotations.NullMarked;
