@NullMarked
package org.foresign.model.operation;

import org.jspecify.annotations.NullMarked;
