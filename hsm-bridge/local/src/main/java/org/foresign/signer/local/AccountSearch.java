package org.foresign.signer.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.foresign.crypto.Secp256k1;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;

/** Looks for accounts of seed words in the places where wallets keep them. */
public final class AccountSearch {
  private final Secp256k1 curve;

  public AccountSearch(Secp256k1 curve) {
    this.curve = curve;
  }

  /** An account and where it lies. */
  public record Found(PathScheme scheme, DerivationPath path, Address address) {}

  /** The first accounts of each scheme, each once, by number and then by scheme. */
  public List<Found> first(HeldSeed seed, int accounts) throws ProblemException {
    List<Found> all = new ArrayList<>();
    List<DerivationPath> seen = new ArrayList<>();
    for (int index = 0; index < accounts; index++) {
      for (PathScheme scheme : PathScheme.values()) {
        DerivationPath path = scheme.path(index);
        if (!seen.contains(path)) {
          seen.add(path);
          all.add(new Found(scheme, path, address(seed, path)));
        }
      }
    }
    return all;
  }

  /** Where the address lies among the first accounts of each scheme. */
  public Optional<Found> find(HeldSeed seed, Address wanted, int accounts) throws ProblemException {
    return first(seed, accounts).stream()
        .filter(found -> found.address().equals(wanted))
        .findFirst();
  }

  /** The address at a path. */
  public Address address(HeldSeed seed, DerivationPath path) throws ProblemException {
    try (LocalKey key = seed.key(path, curve)) {
      return key.address();
    }
  }
}
