package org.foresign.signer;

import java.util.List;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;

/** Makes the signers of one kind. What its references mean is its own business. */
public interface SignerProvider {
  SignerKind kind();

  /**
   * The account whose key is there, as the signer itself says: nothing is proven by it.
   *
   * @throws ProblemException with a {@link SignerProblem}, or a problem with the reference
   */
  Address account(KeyPlace place, SignerSecrets secrets) throws ProblemException;

  /**
   * One signer for these accounts, all of this kind. A device is asked for nothing yet: it may be
   * connected later, when the signer's session waits for it.
   *
   * @throws ProblemException with {@link SignerProblem#SIGNER_NO_KEY} if it can say already that a
   *     key is another account's, or with another problem
   */
  Signer open(List<SignerAccount> accounts, SignerSecrets secrets) throws ProblemException;
}
