/** What the desk knows about staking: the files that staking tools write. */
@NullMarked
package org.foresign.desk.staking;

import org.jspecify.annotations.NullMarked;
