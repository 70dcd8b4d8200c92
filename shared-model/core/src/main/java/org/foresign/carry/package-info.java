@NullMarked
package org.foresign.carry;

import org.jspecify.annotations.NullMarked;
