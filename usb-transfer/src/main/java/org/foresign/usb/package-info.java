/**
 * Parcels as files in a folder or at the root of a stick (docs/spec/carry-folder.md). The folder is
 * hostile; only what is read into memory within its bounds counts.
 */
@NullMarked
package org.foresign.usb;

import org.jspecify.annotations.NullMarked;
