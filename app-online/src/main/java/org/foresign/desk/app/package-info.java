/** Starts the desk and wires its parts together. */
@NullMarked
package org.foresign.desk.app;

import org.jspecify.annotations.NullMarked;
