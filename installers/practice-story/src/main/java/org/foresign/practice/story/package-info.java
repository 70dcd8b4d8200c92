/**
 * The practice story: the whole main job, played on the embedded chain with a desk in this process
 * and a vault in a process of its own, as the launcher starts it.
 */
@NullMarked
package org.foresign.practice.story;

import org.jspecify.annotations.NullMarked;
