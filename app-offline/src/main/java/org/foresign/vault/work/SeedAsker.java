package org.foresign.vault.work;

import java.util.List;
import java.util.Optional;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.Passphrase;
import org.foresign.signer.local.AccountSearch;
import org.foresign.signer.local.Throws;

/**
 * Asks for what seeds are made of, without showing it. Every array becomes the workflow's to wipe;
 * whoever does not want to answer again throws the problem that he is given.
 */
public interface SeedAsker {
  /** A word that is none of the list's, counted from 1, and those that are near it. */
  record NearWords(int place, List<String> near) {
    public NearWords {
      near = List.copyOf(near);
    }
  }

  /**
   * The words of a seed.
   *
   * @param wrong why those typed before are none
   * @param near what may have been meant by them
   */
  char[] words(Optional<Problem> wrong, List<NearWords> near) throws ProblemException;

  /**
   * The 25th word (BIP-39 passphrase), empty if there is none.
   *
   * @param again whether to type the same once more
   * @param wrong why the pair typed before is no good
   */
  Passphrase twentyFifth(boolean again, Optional<Problem> wrong) throws ProblemException;

  /**
   * Throws of dice or a coin, any number of them.
   *
   * @param wrong why the line before was left out
   */
  char[] throwsOf(Throws.Kind kind, int had, int needed, Optional<Problem> wrong)
      throws ProblemException;

  /**
   * The last signs of the address that is meant, typed from a source outside.
   *
   * @param twentyFifth whether the words were used with a 25th word
   */
  String ending(List<AccountSearch.Found> offered, boolean twentyFifth) throws ProblemException;
}
