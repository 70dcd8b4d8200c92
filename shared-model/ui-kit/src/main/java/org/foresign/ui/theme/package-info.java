/** Colours, type and size of both windows, in two themes and two identities. */
@NullMarked
package org.foresign.ui.theme;

import org.jspecify.annotations.NullMarked;
