/** What this desk is and knows: its keys, the vaults it is paired with, endpoints, batches. */
@NullMarked
package org.foresign.desk.settings;

import org.jspecify.annotations.NullMarked;
