@NullMarked
package org.foresign.model.eth;

import org.jspecify.annotations.NullMarked;
