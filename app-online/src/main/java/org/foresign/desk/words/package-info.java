/**
 * What the desk has to say, in English: the one place where its typed events, findings and reasons
 * become sentences. Faces use it; nothing below them does, and nothing of it is stored.
 */
@NullMarked
package org.foresign.desk.words;

import org.jspecify.annotations.NullMarked;
