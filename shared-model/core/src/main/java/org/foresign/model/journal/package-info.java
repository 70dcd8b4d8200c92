@NullMarked
package org.foresign.model.journal;

import org.jspecify.annotations.NullMarked;
