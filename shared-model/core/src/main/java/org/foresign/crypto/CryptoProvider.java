package org.foresign.crypto;

import java.util.Optional;

/**
 * Offers faster implementations than Bouncy Castle; found by {@link java.util.ServiceLoader}. An
 * offer is empty when the native library is absent or did not pass its own check at load.
 */
public interface CryptoProvider {
  Optional<Secp256k1> secp256k1();

  Optional<Bls> bls();
}
