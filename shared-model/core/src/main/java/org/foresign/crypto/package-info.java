@NullMarked
package org.foresign.crypto;

import org.jspecify.annotations.NullMarked;
