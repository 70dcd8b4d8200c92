/** What the desk does, written to a file of its home when somebody asks for it. */
@NullMarked
package org.foresign.desk.log;

import org.jspecify.annotations.NullMarked;
