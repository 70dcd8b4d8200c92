/** What a page is to the window that shows it. */
@NullMarked
package org.foresign.ui.screen;

import org.jspecify.annotations.NullMarked;
