/**
 * One SQLite file per home: opening, checking and migrating it, short transactions, and values
 * sealed by ourselves. SQLite encrypts nothing here, so whatever is secret goes through a sealer.
 */
@NullMarked
package org.foresign.store;

import org.jspecify.annotations.NullMarked;
