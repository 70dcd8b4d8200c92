/** Takes cards, policies and results in and sends batches out, by any outbox and inbox. */
@NullMarked
package org.foresign.desk.carry;

import org.jspecify.annotations.NullMarked;
