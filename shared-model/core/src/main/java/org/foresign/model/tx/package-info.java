@NullMarked
package org.foresign.model.tx;

import org.jspecify.annotations.NullMarked;
