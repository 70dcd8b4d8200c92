package org.foresign.desk.work;

import org.foresign.desk.carry.BatchExport;
import org.foresign.desk.carry.CardExchange;
import org.foresign.desk.carry.DeskMessages;
import org.foresign.desk.carry.DeskStick;
import org.foresign.desk.carry.ResultImport;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.plan.PlanService;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedAccounts;
import org.foresign.desk.settings.PolicyCopies;

/** Puts the services of an opened desk together. */
public final class DeskServices {
  private DeskServices() {}

  public static DeskMessages post(DeskHome home, DeskTools tools) {
    return new DeskMessages(home, tools.access(), tools.random());
  }

  public static PairedAccounts accounts(DeskHome home, DeskTools tools) {
    return new PairedAccounts(home, tools.curve());
  }

  public static CardExchange cards(DeskHome home, DeskTools tools) {
    return new CardExchange(home, post(home, tools), accounts(home, tools), new PolicyCopies(home));
  }

  public static DeskStick stick(DeskHome home, DeskTools tools) {
    return new DeskStick(home, post(home, tools), accounts(home, tools));
  }

  public static BatchExport export(DeskHome home, DeskTools tools) {
    return new BatchExport(
        home,
        post(home, tools),
        tools.clock(),
        (batch, approvers) -> plans(home, tools).requireExportable(batch, approvers));
  }

  public static LeafStore leaves(DeskHome home, DeskTools tools) {
    return new LeafStore(home, tools.curve(), tools.access(), tools.random());
  }

  public static PlanService plans(DeskHome home, DeskTools tools) {
    return new PlanService(home, accounts(home, tools), tools.random(), tools.clock());
  }

  public static ResultImport results(DeskHome home, DeskTools tools, LeafStore leaves) {
    return new ResultImport(home, post(home, tools), leaves, tools.curve(), Checkpoint.NONE);
  }
}
