/**
 * Holds signed leaves: sealed on disk, each class under keys of its own, known by number in memory.
 */
@NullMarked
package org.foresign.desk.hold;

import org.jspecify.annotations.NullMarked;
