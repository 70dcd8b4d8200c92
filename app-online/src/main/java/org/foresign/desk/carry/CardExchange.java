package org.foresign.desk.carry;

import java.util.ArrayList;
import java.util.List;
import org.foresign.carry.Carrier;
import org.foresign.carry.FormatType;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.carry.ParcelName;
import org.foresign.codec.Bytes;
import org.foresign.desk.settings.Accounts;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Policies;
import org.foresign.model.card.IdentityCardCodec;
import org.foresign.model.card.Role;
import org.foresign.model.card.SignedAccountCard;
import org.foresign.model.card.SignedIdentityCard;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;

/** Cards and policies, out and in. */
public final class CardExchange {
  private final DeskHome home;
  private final DeskPost post;
  private final Accounts accounts;
  private final Policies policies;

  public CardExchange(DeskHome home, DeskPost post, Accounts accounts, Policies policies) {
    this.home = home;
    this.post = post;
    this.accounts = accounts;
    this.policies = policies;
  }

  /** This desk's identity card and its approver's. */
  public List<SignedIdentityCard> own() throws ProblemException {
    return List.of(home.pairings().own(Role.DESK), home.pairings().own(Role.APPROVER));
  }

  /** Sends this desk's identity card and its approver's. */
  public List<ParcelName> sendOwn(Carrier carrier) throws ProblemException {
    List<ParcelName> sent = new ArrayList<>();
    for (SignedIdentityCard card : own()) {
      sent.add(carrier.send(Parcel.of(ParcelKind.IDENTITY_CARD, card.bytes())));
    }
    return sent;
  }

  /** Vault cards that wait at the carrier; they are kept for comparison, not accepted. */
  public List<SignedIdentityCard> show(Carrier carrier) throws ProblemException {
    List<SignedIdentityCard> shown = new ArrayList<>();
    for (ParcelName name : carrier.waiting(ParcelKind.IDENTITY_CARD)) {
      SignedIdentityCard card = IdentityCardCodec.decode(carrier.receive(name).bytes());
      if (card.card().role() == Role.VAULT) {
        home.pairings().show(card);
        shown.add(card);
      }
    }
    return shown;
  }

  /**
   * Takes over every account card that waits at the carrier. One that is of no paired vault, or for
   * an account that another vault holds, ends it.
   */
  public List<SignedAccountCard> takeAccounts(Carrier carrier) throws ProblemException {
    List<SignedAccountCard> taken = new ArrayList<>();
    for (ParcelName name : carrier.waiting(ParcelKind.ACCOUNT_CARD)) {
      taken.add(accounts.add(carrier.receive(name).bytes()));
    }
    return taken;
  }

  /**
   * Moves the accounts whose cards wait at the carrier to this vault; cards of other vaults are
   * left where they are.
   */
  public List<SignedAccountCard> moveAccounts(Carrier carrier, Bytes vaultInstance)
      throws ProblemException {
    home.pairings().vault(vaultInstance);
    List<SignedAccountCard> moved = new ArrayList<>();
    for (ParcelName name : carrier.waiting(ParcelKind.ACCOUNT_CARD)) {
      Bytes card = carrier.receive(name).bytes();
      if (accounts.check(card).card().vaultInstance().equals(vaultInstance)) {
        moved.add(accounts.takeOver(card));
      }
    }
    return moved;
  }

  /** Takes over the signed policies that wait at the carrier, in order of their numbers. */
  public List<SignedPolicy> takePolicies(Carrier carrier) throws ProblemException {
    List<SignedPolicy> taken = new ArrayList<>();
    for (ParcelName name : carrier.waiting(ParcelKind.POLICY)) {
      Bytes envelope = carrier.receive(name).bytes();
      PairedVault vault = post.claimedSender(FormatType.POLICY, envelope);
      taken.add(policies.add(vault, post.open(vault, FormatType.POLICY, envelope)));
    }
    return taken;
  }
}
