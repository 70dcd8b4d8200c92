/** What officers decide: which machines are paired, and the policy. */
@NullMarked
package org.foresign.vault.officers;

import org.jspecify.annotations.NullMarked;
