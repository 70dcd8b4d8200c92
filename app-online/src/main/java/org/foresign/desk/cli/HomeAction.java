package org.foresign.desk.cli;

import java.util.List;
import java.util.Optional;
import org.foresign.command.Answer;
import org.foresign.desk.log.DeskLog;
import org.foresign.desk.settings.DeskHome;
import org.foresign.model.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;

/** A command that works in an opened desk. */
abstract class HomeAction extends DeskAction {
  private static final Logger LOG = LoggerFactory.getLogger(HomeAction.class);

  @Mixin private DeskHomeOptions options;

  abstract Answer answer(DeskHome home) throws ProblemException;

  @Override
  protected final Answer run() throws ProblemException {
    DeskHome home = open();
    closeAfterwards(home::close);
    Optional<DeskLog> log = DeskLog.begin(options.home(), tools().clock(), "begins: " + name());
    log.ifPresent(one -> closeAfterwards(one::close));
    try {
      Answer answer = answered(home);
      LOG.info("ends: {}", name());
      return answer;
    } catch (ProblemException e) {
      LOG.info("ends: {}, {}", name(), e.problem().code().id());
      throw e;
    } catch (RuntimeException e) {
      LOG.error("ends by a fault of the program: {}", name(), e);
      throw e;
    }
  }

  /** A command without its arguments, which may be anything; such as EndpointsCommand$Status. */
  private String name() {
    String full = getClass().getName();
    return full.substring(full.lastIndexOf('.') + 1);
  }

  private Answer answered(DeskHome home) throws ProblemException {
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
