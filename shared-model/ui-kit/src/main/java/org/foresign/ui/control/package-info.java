/** What pages are made of; each control knows its states and its words for a screen reader. */
@NullMarked
package org.foresign.ui.control;

import org.jspecify.annotations.NullMarked;
