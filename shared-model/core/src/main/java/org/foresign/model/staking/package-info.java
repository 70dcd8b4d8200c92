@NullMarked
package org.foresign.model.staking;

import org.jspecify.annotations.NullMarked;
