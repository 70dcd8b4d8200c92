/** What asks once more before money moves. */
@NullMarked
package org.foresign.ui.dialog;

import org.jspecify.annotations.NullMarked;
