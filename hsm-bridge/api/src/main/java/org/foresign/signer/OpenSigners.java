package org.foresign.signer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.foresign.model.card.SignerKind;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;

/**
 * The signers of some accounts, one for each kind. Those that ask people come first: as long as
 * somebody can refuse, no other key has signed. Owns them; close it to close them.
 */
public final class OpenSigners implements AutoCloseable {
  /**
   * A signer and what it signs for here.
   *
   * @param accounts those that it was opened for
   */
  public record Part(SignerKind kind, Signer signer, Set<Address> accounts) {
    public Part {
      accounts = Set.copyOf(accounts);
    }

    boolean asks() {
      SignerCapabilities can = signer.capabilities();
      return can.confirmsEachLeaf() || can.carriesMessages();
    }
  }

  private final List<Part> parts;

  private OpenSigners(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Opens them.
   *
   * @throws ProblemException with {@link SignerProblem#SIGNER_KIND_MISSING} or what a provider
   *     throws
   */
  public static OpenSigners open(
      SignerRegistry registry, Map<SignerKind, List<SignerAccount>> byKind, SignerSecrets secrets)
      throws ProblemException {
    List<Part> parts = new ArrayList<>();
    boolean all = false;
    try {
      for (Map.Entry<SignerKind, List<SignerAccount>> one : byKind.entrySet()) {
        Signer signer = registry.of(one.getKey()).open(one.getValue(), secrets);
        parts.add(
            new Part(
                one.getKey(),
                signer,
                one.getValue().stream().map(SignerAccount::address).collect(Collectors.toSet())));
      }
      parts.sort(Comparator.comparing(Part::asks).reversed());
      all = true;
      return new OpenSigners(parts);
    } finally {
      if (!all) {
        parts.forEach(part -> part.signer().close());
      }
    }
  }

  /** In the order in which they sign. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  @Override
  public void close() {
    parts.forEach(part -> part.signer().close());
  }
}
