package org.foresign.vault.cli;

import java.util.function.Supplier;
import org.foresign.terminal.Prompt;
import org.foresign.vault.lock.LockReport;
import org.foresign.vault.work.VaultTools;

/** What the commands are made of: the workflows' tools, the person at the terminal, the locks. */
public record VaultServices(VaultTools tools, Prompt prompt, Supplier<LockReport> locks) {}
