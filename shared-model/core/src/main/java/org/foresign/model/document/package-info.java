@NullMarked
package org.foresign.model.document;

import org.jspecify.annotations.NullMarked;
