/**
 * What a person has to know of a batch, as values: every page and every script renders these, and
 * nothing else.
 */
@NullMarked
package org.foresign.model.review;

import org.jspecify.annotations.NullMarked;
