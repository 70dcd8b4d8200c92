package org.foresign.vault.journal;

/**
 * Says that the paper sheet's last line is that of this memory. Whatever gives the sheet a new line
 * needs one: a vault that was set back must get none. {@code work.SheetComparison} alone makes it.
 *
 * @param memory that the paper agreed with
 */
public record ComparedSheet(JournalReplay memory) {}
