/** What tests of every module share; never on a product's class path. */
@NullMarked
package org.foresign.testkit;

import org.jspecify.annotations.NullMarked;
