@NullMarked
package org.foresign.secret;

import org.jspecify.annotations.NullMarked;
