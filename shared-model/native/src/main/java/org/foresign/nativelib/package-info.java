/**
 * libsecp256k1 and blst through {@code java.lang.foreign}, from files that this program unpacked
 * and whose hashes it knows.
 */
@NullMarked
package org.foresign.nativelib;

import org.jspecify.annotations.NullMarked;
