package org.foresign.desk.cli;

import java.util.Set;
import org.foresign.desk.carry.BatchExport;
import org.foresign.desk.carry.CardExchange;
import org.foresign.desk.carry.DeskPost;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.plan.DeskLedger;
import org.foresign.desk.plan.Preview;
import org.foresign.desk.settings.Accounts;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.settings.Policies;
import org.foresign.model.card.Role;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.problem.ProblemException;

/** Puts the services of an opened desk together. */
public final class DeskServices {
  private DeskServices() {}

  public static DeskPost post(DeskHome home, DeskTools tools) {
    return new DeskPost(home, tools.access(), tools.random());
  }

  public static Accounts accounts(DeskHome home, DeskTools tools) {
    return new Accounts(home, tools.curve());
  }

  public static CardExchange cards(DeskHome home, DeskTools tools) {
    return new CardExchange(
        home, post(home, tools), accounts(home, tools), new Policies(home.database()));
  }

  public static BatchExport export(DeskHome home, DeskTools tools) {
    return new BatchExport(home, post(home, tools), tools.access(), tools.clock());
  }

  public static LeafStore leaves(DeskHome home, DeskTools tools) {
    return new LeafStore(home, tools.access(), tools.random());
  }

  /** What the vault will say of a batch, once this desk's approver has approved it. */
  public static Preview preview(
      DeskHome home, DeskTools tools, PairedVault vault, SignedPolicy policy)
      throws ProblemException {
    return new Preview(
        vault,
        policy.policy(),
        DeskLedger.of(home.batches()),
        home.pairings().own(Role.DESK).digest(),
        Set.of(home.pairings().own(Role.APPROVER).digest()),
        accounts(home, tools).addresses(vault),
        tools.clock());
  }

  public static ResultImport results(DeskHome home, DeskTools tools, LeafStore leaves) {
    return new ResultImport(
        home, post(home, tools), leaves, tools.curve(), tools.access(), tools.random());
  }
}
