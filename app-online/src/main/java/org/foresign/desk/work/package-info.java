/**
 * What people do with a desk over many looks, as jobs without a face, and how the services of one
 * desk are put together.
 */
@NullMarked
package org.foresign.desk.work;

import org.jspecify.annotations.NullMarked;
