@NullMarked
package org.foresign.model.problem;

import org.jspecify.annotations.NullMarked;
