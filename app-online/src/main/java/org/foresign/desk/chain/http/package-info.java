/**
 * HTTP to one endpoint: its address, how long and how much is waited for, and JSON that is read
 * strictly. Nothing here knows what is asked.
 */
@NullMarked
package org.foresign.desk.chain.http;

import org.jspecify.annotations.NullMarked;
