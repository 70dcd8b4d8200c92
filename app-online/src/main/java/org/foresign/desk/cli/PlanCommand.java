package org.foresign.desk.cli;

import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import org.foresign.command.Answer;
import org.foresign.desk.plan.Choice;
import org.foresign.desk.plan.PlanOrder;
import org.foresign.desk.plan.PlanService;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PlannedBatch;
import org.foresign.desk.words.PlanWords;
import org.foresign.desk.work.ChainNames;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.OpenChains;
import org.foresign.model.batch.BatchRequest;
import org.foresign.model.batch.SlotId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.policy.PolicyWords;
import org.foresign.model.policy.Review;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.review.BatchReview;
import org.foresign.model.work.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Plans a batch and shows what the vault's policy will say of it. */
@Command(name = "plan")
final class PlanCommand extends HomeAction {
  private static final long DAY_SECONDS = 86_400;
  private static final int MOST_TIERS = 8;
  private static final int MOST_REVIEW_DAYS = 3_650;

  private static final String WRITE_OFF =
      "This fits the vault's outstanding limit only without the nonces that are final by this"
          + " desk's own look. The vault counts them until its officers write them off:"
          + " 'desk batch receipt' tells it, and 'vault writeoff' takes them out.";

  private final WishOptions wishes = new WishOptions();

  @Option(names = "--chain", paramLabel = "CHAIN", required = true)
  private String chainName;

  @Option(names = "--account", paramLabel = "ADDRESS", required = true)
  private Address account;

  @Option(names = "--withdrawal-account", paramLabel = "ADDRESS")
  private @Nullable Address withdrawalAccount;

  @Option(names = "--reserve", paramLabel = "COUNT", defaultValue = "0")
  private int reserve;

  @Option(names = "--tiers", paramLabel = "COUNT", defaultValue = "3")
  private int tiers;

  @Option(names = "--cancel-tiers", paramLabel = "COUNT", defaultValue = "3")
  private int cancelTiers;

  @Option(names = "--first-nonce", paramLabel = "NONCE")
  private @Nullable Long firstNonce;

  @Option(names = "--review-days", paramLabel = "DAYS", defaultValue = "30")
  private int reviewDays;

  @Option(names = "--consent", paramLabel = "CODE")
  private List<String> consents = List.of();

  /** The command with all its options. */
  static CommandLine commandLine() {
    PlanCommand command = new PlanCommand();
    CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    command.wishes.addTo(spec);
    return new CommandLine(spec);
  }

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    requireRanges();
    List<Choice> choices = wishes.choices(this::wrong);
    Chain chain = ChainNames.parse(home, chainName);
    PlanOrder order =
        new PlanOrder(
            chain,
            account,
            withdrawalAccount == null ? account : withdrawalAccount,
            choices,
            reserve,
            tiers,
            cancelTiers,
            firstNonce == null ? OptionalLong.empty() : OptionalLong.of(firstNonce),
            reviewDays * DAY_SECONDS,
            consents(consents));
    PlanService plans = DeskServices.plans(home, tools());
    plans.requireReady(order);
    try (OpenChains chains = OpenChains.open(home, chain, tools().clock())) {
      PlanService.Sources sources = new PlanService.Sources(chains.execution(), chains.beacon());
      Review review = plans.plan(order, sources);
      PolicyWords names = plans.names(order);
      List<PlannedBatch> rivals = plans.rivals(review.batch());
      Answer page =
          ReviewAnswer.whole(BatchReview.of(review), names, "Planned")
              .lines(new PlanWords(names).totals(chain, plans.payments(order)))
              .lines(PlanWords.rivals(rivals))
              .fact("rivals", rivals.stream().map(rival -> rival.digest().bytes().hex()).toList())
              .with(closed(plans.closedBefore(review.batch())));
      return plans.needsWriteOff(review.batch())
          ? page.line(WRITE_OFF).fact("needsWriteOff", true)
          : page;
    }
  }

  private static Answer.Part closed(NavigableSet<SlotId> closed) {
    return page -> {
      if (!closed.isEmpty()) {
        page.line(
                "The vault closed an earlier batch for "
                    + Counted.of(closed.size(), "nonce")
                    + " of this plan, from "
                    + closed.first().nonce()
                    + " to "
                    + closed.last().nonce()
                    + ": transactions of it may have been signed, and none is held here.")
            .fact("closedBefore", closed.stream().map(SlotId::nonce).toList());
      }
    };
  }

  private void requireRanges() {
    within("--tiers", tiers, 1, MOST_TIERS);
    within("--cancel-tiers", cancelTiers, 0, MOST_TIERS);
    within("--reserve", reserve, 0, BatchRequest.MAX_SLOTS);
    if (reserve > 0 && cancelTiers == 0) {
      throw wrong("--reserve plans cancel leaves: it needs --cancel-tiers");
    }
    within("--review-days", reviewDays, 1, MOST_REVIEW_DAYS);
    if (firstNonce != null) {
      within("--first-nonce", firstNonce, 0, Long.MAX_VALUE - BatchRequest.MAX_SLOTS);
    }
  }

  private void within(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw wrong(option + " lies between " + least + " and " + most);
    }
  }
}
