/** Asking several endpoints at once, and how what they say becomes one fact. */
@NullMarked
package org.foresign.desk.chain.quorum;

import org.jspecify.annotations.NullMarked;
