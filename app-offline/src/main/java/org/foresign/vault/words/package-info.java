/** What is read before a decision, in sentences that every face can show. */
@NullMarked
package org.foresign.vault.words;

import org.jspecify.annotations.NullMarked;
