package org.foresign.crypto;

import java.util.Optional;
import org.foresign.model.problem.Problem;

/**
 * Offers faster implementations than Bouncy Castle; found by {@link java.util.ServiceLoader}. An
 * offer is empty when the native library is absent or did not pass its own check at load.
 */
public interface CryptoProvider {
  Optional<Secp256k1> secp256k1();

  Optional<Bls> bls();

  /** Why {@link #secp256k1} is empty. */
  default Optional<Problem> secp256k1Problem() {
    return Optional.empty();
  }

  /** Why {@link #bls} is empty. */
  default Optional<Problem> blsProblem() {
    return Optional.empty();
  }
}
