/**
 * What people do with a vault, as workflows without a face: each asks through small interfaces,
 * says how far it is, and answers with values.
 */
@NullMarked
package org.foresign.vault.work;

import org.jspecify.annotations.NullMarked;
