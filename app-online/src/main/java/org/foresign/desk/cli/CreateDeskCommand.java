package org.foresign.desk.cli;

import java.util.List;
import org.foresign.command.Answer;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Pairings;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a desk. */
@Command(name = "create")
final class CreateDeskCommand extends DeskAction {
  @Mixin private DeskHomeOptions options;

  @Option(names = "--practice")
  private boolean practice;

  @Override
  protected Answer run() throws ProblemException {
    Argon2Parameters cost = practice ? Argon2Parameters.MINIMUM : Argon2Parameters.DEFAULT;
    DeskHome.requireNone(options.home(), tools().machine());
    try (Passphrase passphrase = passphrases(options).fresh("New passphrase of this desk");
        DeskHome home =
            DeskHome.create(options.home(), passphrase, practice, cost, tools().machine())) {
      SignedIdentityCard card = home.pairings().own(Role.DESK);
      List<String> words = Pairings.words(card.digest());
      return new Answer()
          .lines(
              List.of(
                  "Made a " + (practice ? "practice " : "") + "desk in " + options.home() + ".",
                  "Its card " + card.digest() + " has these words:",
                  "  " + String.join(" ", words)))
          .fact("practice", practice)
          .fact("card", card.digest().toString())
          .fact("words", words);
    }
  }
}
