package org.foresign.model.card;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.foresign.codec.Bytes;
import org.foresign.codec.Digest32;
import org.foresign.model.operation.OperationKind;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of a desk, a vault or an approver, signed by itself (docs/spec/identity-card.md).
 *
 * @param practice whether it belongs to a practice vault or a desk that pairs with one
 * @param epoch 1 for the first card of this party, one more for each that replaces it
 * @param createdAt seconds since 1970 by the party's clock
 * @param signingKey Ed25519 public key, 32 bytes
 * @param agreementKey X25519 public key, 32 bytes; null for an approver
 * @param vaultInstance 16 bytes for a vault, else null
 * @param incarnation of a vault, from 1; 0 for others
 * @param replaces digest of the card this one replaces
 * @param revoked true on a card that only ends the one it replaces
 * @param formats highest version this party reads, by format code
 * @param operations operations this party knows
 */
public record IdentityCard(
    Role role,
    boolean practice,
    long epoch,
    long createdAt,
    Bytes signingKey,
    @Nullable Bytes agreementKey,
    @Nullable Bytes vaultInstance,
    long incarnation,
    @Nullable Digest32 replaces,
    boolean revoked,
    SortedMap<Integer, Integer> formats,
    List<OperationKind> operations) {
  public static final int VERSION = 1;
  public static final int MAX_BYTES = 2048;

  public IdentityCard {
    formats = Collections.unmodifiableSortedMap(new TreeMap<>(formats));
    operations = List.copyOf(operations);
    if (signingKey.size() != 32 || (agreementKey != null && agreementKey.size() != 32)) {
      throw new IllegalArgumentException("card keys have 32 bytes");
    }
    if ((role == Role.APPROVER) != (agreementKey == null)) {
      throw new IllegalArgumentException("desks and vaults, and only they, receive messages");
    }
    if ((role == Role.VAULT) != (vaultInstance != null)
        || (role == Role.VAULT) != (incarnation > 0)) {
      throw new IllegalArgumentException("a vault, and only a vault, has an instance");
    }
    if (vaultInstance != null && vaultInstance.size() != 16) {
      throw new IllegalArgumentException("a vault instance has 16 bytes");
    }
    if (epoch < 1 || (epoch == 1) != (replaces == null) || (revoked && replaces == null)) {
      throw new IllegalArgumentException("a later epoch, and only a later one, replaces a card");
    }
  }

  /**
   * Checks that this party knows what a batch asks for.
   *
   * @throws ProblemException with {@link CardProblem#CARD_OPERATION_NOT_LISTED}
   */
  public void requireKnown(Collection<OperationKind> asked) throws ProblemException {
    for (OperationKind kind : asked) {
      if (!operations.contains(kind)) {
        throw Problem.of(CardProblem.CARD_OPERATION_NOT_LISTED, kind.name()).asException();
      }
    }
  }

  public Optional<Bytes> agreement() {
    return Optional.ofNullable(agreementKey);
  }

  public Optional<Bytes> instance() {
    return Optional.ofNullable(vaultInstance);
  }
}
