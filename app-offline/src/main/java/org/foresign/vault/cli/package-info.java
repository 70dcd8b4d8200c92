/** The vault's commands: thin faces over its services. */
@NullMarked
package org.foresign.vault.cli;

import org.jspecify.annotations.NullMarked;
