/** The vault's home folder: its database, its fixed facts and its problems. */
@NullMarked
package org.foresign.vault.settings;

import org.jspecify.annotations.NullMarked;
