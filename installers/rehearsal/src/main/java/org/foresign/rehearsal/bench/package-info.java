/** The speed and memory table: our figures beside what a user would pick instead, in one run. */
@NullMarked
package org.foresign.rehearsal.bench;

import org.jspecify.annotations.NullMarked;
