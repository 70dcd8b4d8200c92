package org.foresign.signer;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.foresign.model.card.SignerKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;

/** The kinds of signers that a program has; its wiring hands them in. */
public final class SignerRegistry {
  private final Map<SignerKind, SignerProvider> providers = new EnumMap<>(SignerKind.class);

  public SignerRegistry(Collection<SignerProvider> providers) {
    for (SignerProvider provider : providers) {
      if (this.providers.put(provider.kind(), provider) != null) {
        throw new IllegalArgumentException("two providers of kind " + provider.kind());
      }
    }
  }

  /**
   * The provider of a kind.
   *
   * @throws ProblemException with {@link SignerProblem#SIGNER_KIND_MISSING}
   */
  public SignerProvider of(SignerKind kind) throws ProblemException {
    SignerProvider provider = providers.get(kind);
    if (provider == null) {
      throw Problem.of(SignerProblem.SIGNER_KIND_MISSING, Spelling.of(kind)).asException();
    }
    return provider;
  }
}
