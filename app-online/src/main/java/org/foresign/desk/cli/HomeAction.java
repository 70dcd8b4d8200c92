package org.foresign.desk.cli;

import java.util.List;
import org.foresign.command.Answer;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import picocli.CommandLine.Mixin;

/** A command that works in an opened desk. */
abstract class HomeAction extends DeskAction {
  @Mixin private DeskHomeOptions options;

  abstract Answer answer(DeskHome home) throws ProblemException;

  @Override
  protected final Answer run() throws ProblemException {
    DeskHome home = open();
    closeAfterwards(home::close);
    List<String> warnings = EndpointWarnings.of(home);
    if (!json()) {
      warnings.forEach(warning -> say(err(), warning));
    }
    Answer answer = answer(home);
    return warnings.isEmpty() ? answer : answer.fact("endpointWarnings", warnings);
  }

  private DeskHome open() throws ProblemException {
    DeskHome.requireThere(options.home());
    return passphrases(options)
        .open(
            "Passphrase of this desk",
            passphrase -> {
              aside("Opening the desk; its key takes about a second."); // Argon2id, on purpose
              return DeskHome.open(options.home(), passphrase, tools().machine());
            });
  }
}
