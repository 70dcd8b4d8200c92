package org.foresign.vault.cli;

import org.foresign.terminal.Prompt;
import org.foresign.vault.work.VaultTools;

/** What the commands are made of: the workflows' tools, and the person at the terminal. */
public record VaultServices(VaultTools tools, Prompt prompt) {}
