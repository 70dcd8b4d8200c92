package org.foresign.desk.carry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.foresign.carry.FormatType;
import org.foresign.carry.Inbox;
import org.foresign.carry.Outbox;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.carry.Sent;
import org.foresign.codec.Bytes;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.PolicyCopies;
import org.foresign.desk.settings.SettingsProblem;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedAccountCard;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;

/** Cards and policies, out and in. */
public record CardExchange(
    DeskHome home, DeskMessages post, PairedAccounts accounts, PolicyCopies policies) {
  /** This desk's identity card and its approver's. */
  public List<SignedIdentityCard> own() throws ProblemException {
    return List.of(home.pairings().own(Role.DESK), home.pairings().own(Role.APPROVER));
  }

  /** Sends this desk's identity card and its approver's. */
  public List<Sent> sendOwn(Outbox out) throws ProblemException {
    List<Sent> sent = new ArrayList<>();
    for (SignedIdentityCard card : own()) {
      sent.add(out.offer(Parcel.of(ParcelKind.IDENTITY_CARD, card.bytes())));
    }
    return sent;
  }

  /** Turns one parcel into what is taken from it; empty when it is not meant. */
  private interface Opening<T> {
    Optional<T> open(Bytes parcel) throws ProblemException;
  }

  private static <T> ParcelResults<T> each(Inbox in, ParcelKind kind, Opening<T> opening)
      throws ProblemException {
    List<T> items = new ArrayList<>();
    Map<ParcelName, Problem> refused = new LinkedHashMap<>();
    for (ParcelName name : in.waiting(kind)) {
      try {
        opening.open(in.receiveOneOfMany(name).bytes()).ifPresent(items::add);
      } catch (ProblemException e) {
        refused.put(name, e.problem());
      }
    }
    return new ParcelResults<>(items, refused);
  }

  /** Vault cards that wait; they are kept for comparison, not accepted. */
  public ParcelResults<SignedIdentityCard> show(Inbox in) throws ProblemException {
    return each(
        in,
        ParcelKind.IDENTITY_CARD,
        parcel -> {
          SignedIdentityCard card = IdentityCardCodec.decode(parcel);
          if (card.card().role() != Role.VAULT) {
            return Optional.empty();
          }
          home.pairings().show(card);
          return Optional.of(card);
        });
  }

  /**
   * Takes over the account cards that wait, except those that are of no paired vault or for an
   * account that another vault holds.
   */
  public ParcelResults<SignedAccountCard> takeAccounts(Inbox in) throws ProblemException {
    return each(in, ParcelKind.ACCOUNT_CARD, card -> Optional.of(accounts.add(card)));
  }

  /**
   * Moves the accounts whose cards wait to this vault; cards of other vaults are left where they
   * are.
   */
  public ParcelResults<SignedAccountCard> moveAccounts(Inbox in, Bytes vaultInstance)
      throws ProblemException {
    home.pairings().vault(vaultInstance);
    return each(
        in,
        ParcelKind.ACCOUNT_CARD,
        card ->
            accounts.check(card).card().vaultInstance().equals(vaultInstance)
                ? Optional.of(accounts.takeOver(card))
                : Optional.empty());
  }

  /** A policy that was carried here, of the vault that its envelope proves, and not yet taken. */
  private record Arrived(ParcelName parcel, PairedVault vault, Bytes document, Policy policy) {}

  /**
   * Takes over the signed policies that wait, each vault's in order of their numbers. Older ones
   * than the desk has are passed over beside the one it has or a newer one.
   */
  public ParcelResults<SignedPolicy> takePolicies(Inbox in) throws ProblemException {
    Map<ParcelName, Problem> refused = new LinkedHashMap<>();
    Map<Bytes, List<Arrived>> byVault = new LinkedHashMap<>();
    for (ParcelName name : in.waiting(ParcelKind.POLICY)) {
      try {
        Arrived arrived = open(name, in.receiveOneOfMany(name).bytes());
        byVault.computeIfAbsent(arrived.vault().instance(), v -> new ArrayList<>()).add(arrived);
      } catch (ProblemException e) {
        refused.put(name, e.problem());
      }
    }
    List<SignedPolicy> taken = new ArrayList<>();
    for (List<Arrived> ofVault : byVault.values()) {
      taken.addAll(takeInOrder(ofVault, refused));
    }
    return new ParcelResults<>(taken, refused);
  }

  private Arrived open(ParcelName name, Bytes envelope) throws ProblemException {
    PairedVault vault = post.claimedSender(FormatType.POLICY, envelope);
    Bytes document = post.open(vault, FormatType.POLICY, envelope);
    return new Arrived(name, vault, document, SignedPolicy.decode(document).policy());
  }

  private List<SignedPolicy> takeInOrder(List<Arrived> arrived, Map<ParcelName, Problem> refused) {
    List<SignedPolicy> taken = new ArrayList<>();
    Map<ParcelName, Problem> older = new LinkedHashMap<>();
    for (Arrived one :
        arrived.stream().sorted(Comparator.comparingLong(a -> a.policy().number())).toList()) {
      try {
        taken.add(policies.add(one.vault(), one.document()));
      } catch (ProblemException e) {
        boolean stale = e.problem().code() == SettingsProblem.DESK_POLICY_STALE;
        (stale ? older : refused).put(one.parcel(), e.problem());
      }
    }
    if (taken.isEmpty()) {
      refused.putAll(older);
    }
    return taken;
  }
}
