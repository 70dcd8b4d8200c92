package org.foresign.vault.cli;

import org.foresign.command.Answer;
import org.foresign.crypto.Argon2Parameters;
import org.foresign.crypto.WordCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.settings.VaultFacts;
import org.foresign.vault.settings.VaultProblem;
import org.foresign.vault.work.VaultMaking;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a vault. */
@Command(name = "create")
final class CreateVaultCommand extends VaultAction {
  static final class Kind {
    @Option(names = "--practice", required = true)
    boolean practice;

    @Option(names = "--real", required = true)
    boolean real;
  }

  @ArgGroup(multiplicity = "1")
  private Kind kind = new Kind();

  @Option(names = "--kdf-memory", paramLabel = "MIB")
  private @Nullable Integer kdfMemory;

  @Override
  Answer answer() throws ProblemException {
    boolean practice = kind.practice;
    if (!practice && (options.yes || options.passphraseFile != null)) {
      throw Problem.of(VaultProblem.VAULT_PRACTICE_ONLY).asException();
    }
    VaultFacts facts = new VaultMaking(tools()).run(home(), practice, least(practice), officer());
    return new Answer()
        .line("Made a " + (practice ? "practice" : "real") + " vault in " + home())
        .line("card:  " + facts.card().digest())
        .line("words: " + WordCode.text(facts.card().digest()))
        .fact("vault", facts.instance().hex())
        .fact("practice", practice)
        .fact("card", facts.card().digest().bytes().hex())
        .fact("words", WordCode.words(facts.card().digest()));
  }

  private Argon2Parameters least(boolean practice) {
    Integer wanted = kdfMemory;
    if (wanted == null) {
      return practice ? Argon2Parameters.MINIMUM : Argon2Parameters.DEFAULT;
    }
    int floor = practice ? 64 : 256;
    if (wanted < floor || wanted > 2_048) {
      throw wrong("--kdf-memory lies between " + floor + " and 2048 MiB here");
    }
    return new Argon2Parameters(wanted << 10, 3, 4);
  }
}
