/** Text that came from outside: made harmless before it is shown, and compared as people see it. */
@NullMarked
package org.foresign.model.text;

import org.jspecify.annotations.NullMarked;
