package org.foresign.desk.cli;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.foresign.carry.Inbox;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.command.Answer;
import org.foresign.desk.carry.CardExchange;
import org.foresign.desk.carry.ParcelResults;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.desk.work.DeskServices;
import org.foresign.model.card.AccountCard;
import org.foresign.model.card.SignedAccountCard;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.SignedPolicy;
import org.foresign.model.policy.UnusableRules;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.text.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a paired vault lets the desk know: account cards and signed policies. */
final class AccountCommand {
  private AccountCommand() {}

  /** Takes account cards over. */
  @Command(name = "import")
  static final class Import extends HomeAction {
    @Mixin private CarryOptions carry;

    @Option(names = "--take-over", paramLabel = "VAULT", converter = Inputs.Instance.class)
    private @Nullable Bytes takeOver;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      CardExchange cards = DeskServices.cards(home, tools());
      Inbox in = carry.in(tools(), readingJob());
      ParcelResults<SignedAccountCard> taken =
          takeOver == null ? cards.takeAccounts(in) : cards.moveAccounts(in, takeOver);
      Answer.Part refused = RefusalPage.of(taken, in, ParcelKind.ACCOUNT_CARD);
      Answer answer = new Answer();
      taken.items().forEach(card -> add(answer, card));
      return answer.list("accounts").with(refused);
    }
  }

  /** Lists accounts. */
  @Command(name = "list")
  static final class Accounts extends HomeAction {
    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Answer answer = new Answer();
      for (PairedVault vault : home.pairings().vaults()) {
        DeskServices.accounts(home, tools()).of(vault).forEach(card -> add(answer, card));
      }
      return answer.list("accounts", "No accounts.");
    }
  }

  /** Takes signed policies over. */
  @Command(name = "import")
  static final class PolicyImport extends HomeAction {
    @Mixin private CarryOptions carry;

    @Override
    Answer answer(DeskHome home) throws ProblemException {
      Inbox in = carry.in(tools(), readingJob());
      ParcelResults<SignedPolicy> taken = DeskServices.cards(home, tools()).takePolicies(in);
      Answer.Part refused = RefusalPage.of(taken, in, ParcelKind.POLICY);
      Answer answer = new Answer();
      Map<Bytes, Long> newest = new HashMap<>(); // each vault's come in their order
      for (SignedPolicy signed : taken.items()) {
        newest.put(signed.policy().vaultInstance(), signed.policy().number());
      }
      for (SignedPolicy signed : new LinkedHashSet<>(taken.items())) {
        Policy policy = signed.policy();
        long last = newest.getOrDefault(policy.vaultInstance(), policy.number());
        boolean replaced = policy.number() < last;
        List<String> ends =
            UnusableRules.of(policy, _ -> true).stream().map(UnusableRules.DeadEnd::words).toList();
        answer.row(
            "policies",
            Map.of(
                "vault", policy.vaultInstance().hex(),
                "number", policy.number(),
                "hash", signed.hash().toString(),
                "noWayOn", ends),
            "Policy "
                + policy.number()
                + " of vault "
                + policy.vaultInstance().hex()
                + ", "
                + signed.hash()
                + (replaced ? ", replaced by policy " + last : ""));
        if (!replaced) {
          ends.forEach(end -> answer.line("  Dead end: " + end));
        }
      }
      return answer.list("policies").with(refused);
    }
  }

  private static void add(Answer answer, SignedAccountCard signed) {
    AccountCard card = signed.card();
    String provenance = Spelling.of(card.provenance());
    answer.row(
        "accounts",
        Map.of(
            "address", card.address().toString(),
            "provenance", provenance,
            "path", card.path(),
            "vault", card.vaultInstance().hex()),
        card.address() + "  " + provenance + "  " + card.path());
  }
}
