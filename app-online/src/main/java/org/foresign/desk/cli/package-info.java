/** The desk's commands: thin faces over its services. */
@NullMarked
package org.foresign.desk.cli;

import org.jspecify.annotations.NullMarked;
