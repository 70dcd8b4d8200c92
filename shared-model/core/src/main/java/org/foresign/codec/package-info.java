@NullMarked
package org.foresign.codec;

import org.jspecify.annotations.NullMarked;
