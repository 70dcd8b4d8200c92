package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.files.SecretFile;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.KeyProblem;
import org.foresign.signer.local.NearWords;
import org.foresign.signer.local.Throws;
import org.foresign.terminal.Passphrases;
import org.foresign.terminal.Prompt;
import org.foresign.vault.work.SeedAsker;
import org.jspecify.annotations.Nullable;

/** Asks at the terminal for what seeds are made of; practice vaults may read it from files. */
final class TerminalSeeds implements SeedAsker {
  private final Prompt prompt;
  private final @Nullable Path words;
  private final @Nullable Path twentyFifth;
  private int wordTries;
  private int twentyFifthTries;

  /**
   * @param words file in place of the words that are typed
   * @param twentyFifth file in place of the 25th word
   */
  TerminalSeeds(Prompt prompt, @Nullable Path words, @Nullable Path twentyFifth) {
    this.prompt = prompt;
    this.words = words;
    this.twentyFifth = twentyFifth;
  }

  @Override
  public char[] words(Optional<Problem> wrong, List<NearWords> near) throws ProblemException {
    List<String> meant = near.stream().map(TerminalSeeds::line).toList();
    if (words != null) {
      if (wrong.isPresent()) {
        throw ofFile(wrong.get(), meant).asException();
      }
      return SecretFile.text(words);
    }
    if (wrong.isPresent()) {
      wordTries = again(wrong.get(), wordTries);
      List<String> shown = new ArrayList<>(List.of(wrong.get().happened()));
      shown.addAll(meant);
      shown.add("Nothing was kept. Type all words again.");
      prompt.show(shown);
    }
    return prompt.secret("Seed words");
  }

  /** Only practice vaults read files: these words are no secret, so they may stand in a problem. */
  private static Problem ofFile(Problem wrong, List<String> meant) {
    return wrong.code() == KeyProblem.KEY_WORD_UNKNOWN
        ? new Problem(KeyProblem.KEY_WORD_UNKNOWN, meant)
        : wrong;
  }

  private static String line(NearWords near) {
    return "word "
        + near.place()
        + (near.near().isEmpty() ? "" : ": did you mean " + String.join(" or ", near.near()));
  }

  @Override
  public Passphrase twentyFifth(boolean again, Optional<Problem> wrong) throws ProblemException {
    if (twentyFifth != null) {
      return SecretFile.firstLineAsTyped(twentyFifth);
    }
    if (again) {
      return Passphrase.takeAsTyped(prompt.secret("The 25th word again"));
    }
    if (wrong.isPresent()) {
      twentyFifthTries = again(wrong.get(), twentyFifthTries);
      prompt.show(List.of(wrong.get().happened(), wrong.get().code().next()));
    } else {
      prompt.show(
          List.of(
              "Some wallets put a passphrase of your own beside the words, the 25th word. With it"
                  + " the same words open other accounts."));
    }
    return Passphrase.takeAsTyped(
        prompt.secret("25th word; press enter alone if these words have none"));
  }

  private static int again(Problem wrong, int tries) throws ProblemException {
    if (tries + 1 == Passphrases.TRIES) {
      throw wrong.asException();
    }
    return tries + 1;
  }

  @Override
  public char[] throwsOf(Throws.Kind kind, int had, int needed, Optional<Problem> wrong)
      throws ProblemException {
    if (wrong.isPresent()) {
      prompt.show(List.of(wrong.get().happened(), "The line was left out; type it again."));
    } else if (had == 0) {
      prompt.show(
          List.of(
              kind == Throws.Kind.COIN
                  ? "Throw a coin; write H for heads and T for tails."
                  : "Throw dice; write the numbers 1 to 6.",
              "At least "
                  + needed
                  + " throws, on as many lines as you like; spaces are fine. What you type does not"
                  + " show."));
    }
    return prompt.secret(had == 0 ? "Throws" : "Throws, " + had + " of " + needed + " so far");
  }

  @Override
  public String ending(List<AccountSearch.Found> offered, boolean twentyFifth)
      throws ProblemException {
    List<String> lines = new ArrayList<>();
    lines.add(ImportCommand.sentence(twentyFifth) + " They lead to:");
    for (AccountSearch.Found found : offered) {
      lines.add("  " + found.address() + "  " + found.path());
    }
    lines.add(
        "Compare with the old wallet, or with a place where the address is written down. If yours is"
            + " not here, press enter alone: nothing is kept.");
    prompt.show(lines);
    return prompt.line("Last four characters of your account's address");
  }
}
