package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.foresign.command.Answer;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.operation.OperationProblem;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyNames;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.officers.ValidatorList;
import org.foresign.vault.work.PolicyWork;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the list of validators that are ours. */
final class ValidatorCommands {
  private ValidatorCommands() {}

  /** Enrols validators. */
  @Command(name = "enrol")
  static final class Enrol extends DraftAction {
    static final class Source {
      @Option(names = "--deposit-data", paramLabel = "FILE")
      @Nullable Path depositData;

      @Option(names = "--list", paramLabel = "FILE")
      @Nullable Path list;
    }

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--attester", paramLabel = "NAME", required = true)
    private String attester = "";

    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--on-chain")
    private boolean onChain;

    private long since;

    /** Vault time: a clock that jumped must not date a statement that people make. */
    @Override
    void look(Sitting sitting) throws ProblemException {
      since = sitting.time().now(sitting.home().database().read(Journal::state));
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = network.in(draft);
      Network known =
          Networks.byChain(chain)
              .orElseThrow(() ->
                  Problem.of(OperationProblem.OPERATION_NOT_FOR_CHAIN, chain.toString())
                      .asException());
      PolicyNames.require(attester);
      Path file = source.depositData;
      List<ValidatorList.Entry> entries =
          file != null
              ? ValidatorList.readDepositFile(file, known)
              : ValidatorList.readCsv(Objects.requireNonNull(source.list));
      for (ValidatorList.Entry entry : entries) {
        PolicyDraft.put(
            draft.validators(),
            new Policy.KnownValidator(
                chain, entry.key(), entry.credentials(), attester, since, onChain));
      }
    }
  }

  /** Confirms validators. */
  @Command(name = "confirm")
  static final class Confirm extends DraftAction {
    @Mixin private NetworkOption network = new NetworkOption();

    @Parameters(arity = "1..*", paramLabel = "PUBKEY")
    private List<String> keys = List.of();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = network.in(draft);
      for (String key : keys) {
        Policy.KnownValidator listed =
            PolicyDraft.require(
                draft.validators(), v -> v.chain().equals(chain) && is(v, key), key);
        PolicyDraft.put(draft.validators(), listed.confirmed());
      }
    }
  }

  /** Removes validators. */
  @Command(name = "remove")
  static final class Remove extends DraftAction {
    @Parameters(arity = "1..*", paramLabel = "PUBKEY")
    private List<String> keys = List.of();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      for (String key : keys) {
        PolicyDraft.remove(draft.validators(), v -> is(v, key), key);
      }
    }
  }

  /** Lists validators. */
  @Command(name = "list")
  static final class Show extends VaultAction {
    @Option(names = "--draft")
    private boolean draft;

    @Override
    Answer answer() throws ProblemException {
      PolicyWork work = new PolicyWork(sit());
      Policy policy = draft ? work.draft() : work.show(null).accepted().policy();
      PolicyText text = new PolicyText(policy);
      List<String> lines = policy.validators().stream().map(text::of).toList();
      return new Answer()
          .lines(lines)
          .fact("count", lines.size())
          .fact("confirmed", policy.validators().stream().filter(v -> v.onChain()).count())
          .fact("validators", policy.validators().stream().map(v -> v.key().toString()).toList());
    }
  }

  private static boolean is(Policy.KnownValidator validator, String key) {
    String plain = key.startsWith("0x") ? key.substring(2) : key;
    return validator.key().bytes().hex().equalsIgnoreCase(plain);
  }
}
