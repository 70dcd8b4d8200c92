package org.foresign.desk.cli;

import java.util.function.Supplier;
import org.foresign.desk.work.DeskTools;
import org.foresign.desk.work.LoopControl;
import org.foresign.desk.work.StopSignal;
import org.foresign.terminal.Prompt;
import org.foresign.terminal.TerminalPrompt;

/**
 * What the wiring hands to every command.
 *
 * @param prompt the person at the terminal, if one is there
 * @param controls makes what a long command waits by and is stopped by
 */
public record DeskTerminal(
    DeskTools tools, Prompt prompt, Supplier<? extends LoopControl> controls) {
  /** The terminal of a process of its own, whose jobs Ctrl-C stops between two steps. */
  public DeskTerminal(DeskTools tools) {
    this(tools, new TerminalPrompt(), StopSignal::new);
  }

  /** Whether a person is there to read how far a long command is. */
  public boolean onTerminal() {
    return prompt.isInteractive();
  }
}
