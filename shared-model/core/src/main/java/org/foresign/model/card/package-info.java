@NullMarked
package org.foresign.model.card;

import org.jspecify.annotations.NullMarked;
