package org.foresign.desk.cli;

import java.util.ArrayList;
import java.util.List;
import org.foresign.command.Answer;
import org.foresign.desk.hold.HeldLeaf;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseProblem;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.work.ChainNames;
import org.foresign.desk.work.DeskServices;
import org.foresign.desk.work.ReleaseDesk;
import org.foresign.desk.work.ReleaseJob;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.policy.FindingCode;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets leaves out. */
@Command(name = "release")
final class ReleaseCommand extends HomeAction {
  @Parameters(arity = "0..*", paramLabel = "LEAF")
  private List<Long> numbers = List.of();

  @Option(names = "--chain", paramLabel = "CHAIN")
  private @Nullable String chain;

  @Option(names = "--account", paramLabel = "ADDRESS")
  private @Nullable Address account;

  @Option(names = "--nonce", paramLabel = "NONCE")
  private @Nullable Long nonce;

  @Option(names = "--alternative", paramLabel = "NUMBER", defaultValue = "1")
  private int alternative;

  @Option(names = "--consent", paramLabel = "CODE")
  private List<String> consents = List.of();

  @Override
  Answer answer(DeskHome home) throws ProblemException {
    requireOneWay();
    Chain wanted = chain(home);
    ReleasePage page = new ReleasePage();
    try (ReleaseDesk desk = ReleaseDesk.open(home, tools(), wanted)) {
      page.warnings(desk.chains().warnings());
      page.recovered(desk.service().recovered());
      List<HeldLeaf> leaves = chosen(desk, wanted);
      boolean repeats = consents.contains(FindingCode.PURPOSE_SIGNED_BEFORE.id());
      page.add(new ReleaseJob(desk, repeats).run(leaves, job()));
    }
    return page.answer();
  }

  private void requireOneWay() {
    if (!numbers.isEmpty() && (account != null || nonce != null)) {
      throw wrong("name leaves by numbers or by --account and --nonce, not both");
    }
    for (String code : consents) {
      if (!code.equals(FindingCode.PURPOSE_SIGNED_BEFORE.id())) {
        throw wrong("--consent: a release asks for no '" + code + "'");
      }
    }
    if (alternative < 1) {
      throw wrong("--alternative counts from 1");
    }
  }

  private Chain chain(DeskHome home) throws ProblemException {
    if (chain != null) {
      return ChainNames.parse(home, chain);
    }
    if (numbers.isEmpty()) {
      throw Problem.of(CliProblem.LEAF_NOT_NAMED).asException();
    }
    try (LeafStore leaves = DeskServices.leaves(home, tools())) {
      return leaves.transaction(leaves.leaf(numbers.getFirst())).tx().chain();
    }
  }

  /** Every leaf that is meant, each known and of this chain before the first one leaves. */
  private List<HeldLeaf> chosen(ReleaseDesk desk, Chain wanted) throws ProblemException {
    if (numbers.isEmpty()) {
      if (account == null || nonce == null) {
        throw Problem.of(CliProblem.LEAF_NOT_NAMED).asException();
      }
      LaneId lane = new LaneId(wanted, account);
      return List.of(desk.service().choose(lane, nonce, alternative - 1));
    }
    List<HeldLeaf> leaves = new ArrayList<>();
    for (long number : numbers) {
      HeldLeaf leaf = desk.leaves().leaf(number);
      Chain own = desk.leaves().transaction(leaf).tx().chain();
      if (!own.equals(wanted)) {
        throw Problem.of(
                ReleaseProblem.RELEASE_WRONG_CHAIN,
                "leaf " + number + " of " + own,
                "not " + wanted)
            .asException();
      }
      leaves.add(leaf);
    }
    return leaves;
  }
}
