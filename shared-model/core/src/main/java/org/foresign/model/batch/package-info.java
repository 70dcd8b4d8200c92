@NullMarked
package org.foresign.model.batch;

import org.jspecify.annotations.NullMarked;
