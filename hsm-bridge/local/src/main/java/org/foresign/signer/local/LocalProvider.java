package org.foresign.signer.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.secret.SecretAccess;
import org.foresign.secret.SecretBytes;
import org.foresign.signer.KeyPlace;
import org.foresign.signer.Signer;
import org.foresign.signer.SignerAccount;
import org.foresign.signer.SignerProblem;
import org.foresign.signer.SignerProvider;
import org.foresign.signer.SignerSecrets;

/** Keys that are derived from seeds of this vault: a reference is the derivation path. */
public final class LocalProvider implements SignerProvider {
  private final Supplier<Secp256k1> curve;
  private final SecretAccess access;

  /**
   * @param curve made at first use
   */
  public LocalProvider(Supplier<Secp256k1> curve, SecretAccess access) {
    this.curve = curve;
    this.access = access;
  }

  @Override
  public SignerKind kind() {
    return SignerKind.LOCAL;
  }

  @Override
  public Address account(KeyPlace place, SignerSecrets secrets) throws ProblemException {
    try (LocalKey key = key(place, secrets)) {
      return key.address();
    }
  }

  @Override
  public Signer open(List<SignerAccount> accounts, SignerSecrets secrets) throws ProblemException {
    List<LocalKey> keys = new ArrayList<>();
    boolean all = false;
    try {
      for (SignerAccount account : accounts) {
        LocalKey key = key(account.place(), secrets);
        keys.add(key);
        if (!key.address().equals(account.address())) {
          throw Problem.of(SignerProblem.SIGNER_NO_KEY, account.address().toString()).asException();
        }
      }
      LocalSigner signer = new LocalSigner(keys, curve.get(), access);
      all = true;
      return signer;
    } finally {
      if (!all) {
        keys.forEach(LocalKey::close);
      }
    }
  }

  private LocalKey key(KeyPlace place, SignerSecrets secrets) throws ProblemException {
    long number = Objects.requireNonNull(place.seed(), "a local key has a seed");
    try (SecretBytes stored = secrets.seed(number);
        HeldSeed seed = HeldSeed.ofStored(stored, access)) {
      return seed.key(DerivationPath.parse(place.reference()), curve.get());
    }
  }
}
