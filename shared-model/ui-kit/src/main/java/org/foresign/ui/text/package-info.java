/** Words and numbers as a window shows them, in two languages. */
@NullMarked
package org.foresign.ui.text;

import org.jspecify.annotations.NullMarked;
