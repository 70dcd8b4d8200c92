package org.foresign.desk.cli;

import java.util.List;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import picocli.CommandLine.Mixin;

/** A command that works in an opened desk. */
abstract class HomeAction extends DeskAction {
  @Mixin private HomeOptions options;

  HomeAction(DeskTools tools) {
    super(tools);
  }

  abstract Answer answer(DeskHome home) throws ProblemException;

  @Override
  final Answer answer() throws ProblemException {
    try (Passphrase passphrase = options.passphrase()) {
      aside("Opening the desk; its key takes about a second."); // Argon2id, on purpose
      try (DeskHome home = DeskHome.open(options.home(), passphrase, tools().machine())) {
        List<String> warnings = EndpointWarnings.of(home);
        if (!json()) {
          warnings.forEach(spec().commandLine().getErr()::println);
          spec().commandLine().getErr().flush();
        }
        return answer(home).with("endpointWarnings", warnings);
      }
    }
  }
}
