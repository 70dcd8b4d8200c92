@NullMarked
package org.foresign.model.policy;

import org.jspecify.annotations.NullMarked;
