/** The window itself: band, rail, page, footer, what lies over them, and its keys. */
@NullMarked
package org.foresign.ui.app;

import org.jspecify.annotations.NullMarked;
