@NullMarked
package org.foresign.model.work;

import org.jspecify.annotations.NullMarked;
