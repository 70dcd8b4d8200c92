package org.foresign.vault.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.foresign.model.card.Role;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.Network;
import org.foresign.model.eth.Networks;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyNames;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.journal.Journal;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.Policies;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.officers.PolicyText;
import org.foresign.vault.officers.ValidatorList;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change the lists of the draft: recipients, tokens, chains, approvers, keys. */
final class PolicyLists {
  private PolicyLists() {}

  /** Adds or renames a recipient. */
  @Command(
      name = "add",
      description = "Adds a recipient to the address book.",
      mixinStandardHelpOptions = true)
  static final class AddressAdd extends DraftAction {
    @Option(names = "--network", required = true, description = "Name or chain id.")
    private String network = "";

    @Option(names = "--address", required = true, description = "With its EIP-55 checksum.")
    private Address address = Address.ZERO;

    @Option(names = "--name", required = true, description = "The name that the vault shows.")
    private String name = "";

    AddressAdd(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chains.parse(network, draft.before());
      PolicyDraft.put(
          draft.addressBook(),
          e -> e.chain().equals(chain) && e.address().equals(address),
          new Policy.AddressBookEntry(chain, address, PolicyNames.require(name)));
    }
  }

  /** Removes a recipient. */
  @Command(
      name = "remove",
      description = "Removes a recipient from the address book.",
      mixinStandardHelpOptions = true)
  static final class AddressRemove extends DraftAction {
    @Option(names = "--network", required = true, description = "Name or chain id.")
    private String network = "";

    @Option(names = "--address", required = true, description = "Its address.")
    private Address address = Address.ZERO;

    AddressRemove(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chains.parse(network, draft.before());
      remove(draft.addressBook(), e -> e.chain().equals(chain) && e.address().equals(address));
    }
  }

  /** Adds a token. */
  @Command(
      name = "add",
      description = "Adds a token with the symbol and decimals that the vault shows.",
      mixinStandardHelpOptions = true)
  static final class TokenAdd extends DraftAction {
    @Option(names = "--network", required = true, description = "Name or chain id.")
    private String network = "";

    @Option(names = "--contract", required = true, description = "The token's contract.")
    private Address contract = Address.ZERO;

    @Option(names = "--symbol", required = true, description = "Shown beside amounts.")
    private String symbol = "";

    @Option(names = "--decimals", required = true, description = "Digits after the point.")
    private int decimals;

    TokenAdd(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Asset asset = Asset.token(Chains.parse(network, draft.before()), contract);
      PolicyDraft.put(
          draft.tokens(),
          token -> token.asset().equals(asset),
          new Policy.Token(asset, PolicyNames.require(symbol), decimals));
    }
  }

  /** Removes a token. */
  @Command(name = "remove", description = "Removes a token.", mixinStandardHelpOptions = true)
  static final class TokenRemove extends DraftAction {
    @Option(names = "--network", required = true, description = "Name or chain id.")
    private String network = "";

    @Option(names = "--contract", required = true, description = "The token's contract.")
    private Address contract = Address.ZERO;

    TokenRemove(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Asset asset = Asset.token(Chains.parse(network, draft.before()), contract);
      remove(draft.tokens(), t -> t.asset().equals(asset));
    }
  }

  /** Adds a chain that is not pinned. */
  @Command(
      name = "add",
      description = "Adds an EVM chain that is not built in.",
      mixinStandardHelpOptions = true)
  static final class ChainAdd extends DraftAction {
    @Option(names = "--chain-id", required = true, description = "EIP-155 chain id.")
    private long chainId;

    @Option(names = "--name", required = true, description = "The name that the vault shows.")
    private String name = "";

    @Option(names = "--symbol", required = true, description = "Symbol of its coin.")
    private String symbol = "";

    ChainAdd(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) {
      Chain chain = Chain.evm(chainId);
      PolicyDraft.put(
          draft.chains(),
          custom -> custom.chain().equals(chain),
          new Policy.CustomChain(chain, name, symbol));
    }
  }

  /** Removes a chain. */
  @Command(
      name = "remove",
      description = "Removes a chain that is not built in.",
      mixinStandardHelpOptions = true)
  static final class ChainRemove extends DraftAction {
    @Option(names = "--chain-id", required = true, description = "EIP-155 chain id.")
    private long chainId;

    ChainRemove(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chain.evm(chainId);
      remove(draft.chains(), c -> c.chain().equals(chain));
    }
  }

  /** Adds an approver. */
  @Command(
      name = "add",
      description = "Lets an accepted approver's card count as an approval.",
      mixinStandardHelpOptions = true)
  static final class ApproverAdd extends DraftAction {
    @Parameters(paramLabel = "CARD", description = "Its digest, or at least 8 digits of it.")
    private String card = "";

    @Option(names = "--name", description = "Another name than that of the pairing.")
    private @Nullable String name;

    private @Nullable Peer peer;

    ApproverAdd(VaultServices services) {
      super(services);
    }

    @Override
    void look(Session session) throws ProblemException {
      Peer found = PairCommands.find(session, card);
      if (found.card().card().role() != Role.APPROVER) {
        throw Problem.of(OfficerProblem.PEER_UNKNOWN, "not an approver: " + found.name())
            .asException();
      }
      peer = found;
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Peer found = peer;
      if (found == null) {
        throw new IllegalStateException("the card was not looked up");
      }
      String called = name == null ? found.name() : PolicyNames.require(name);
      PolicyDraft.put(
          draft.approvers(),
          a -> a.card().equals(found.card().digest()),
          new Policy.Approver(found.card().digest(), found.card().card().signingKey(), called));
    }
  }

  /** Removes an approver. */
  @Command(
      name = "remove",
      description = "An approver's card no longer counts.",
      mixinStandardHelpOptions = true)
  static final class ApproverRemove extends DraftAction {
    @Parameters(paramLabel = "CARD", description = "Its digest, or at least 8 digits of it.")
    private String card = "";

    ApproverRemove(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      String plain = card.startsWith("0x") ? card.substring(2) : card;
      remove(
          draft.approvers(), a -> plain.length() >= 8 && a.card().bytes().hex().startsWith(plain));
    }
  }

  /** Enrols validators. */
  @Command(
      name = "enrol",
      description = "Puts validators that somebody attests to be ours into the draft.",
      mixinStandardHelpOptions = true)
  static final class Enrol extends DraftAction {
    static final class Source {
      @Option(names = "--deposit-data", description = "A deposit_data file.")
      @Nullable Path depositData;

      @Option(names = "--list", description = "A CSV of key and credentials.")
      @Nullable Path list;
    }

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--attester", required = true, description = "Who vouches for the keys.")
    private String attester = "";

    @Option(names = "--network", required = true, description = "Name of a built-in network.")
    private String network = "";

    @Option(
        names = "--on-chain",
        description =
            "Also attests that the chain's registry has each key with these credentials: only then"
                + " may it be topped up.")
    private boolean onChain;

    private long since;

    Enrol(VaultServices services) {
      super(services);
    }

    /** Vault time: a clock that jumped must not date a statement that people make. */
    @Override
    void look(Session session) throws ProblemException {
      since = session.time().now(session.home().database().read(Journal::state));
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chains.parse(network, draft.before());
      Network known =
          Networks.byChain(chain)
              .orElseThrow(() ->
                  Problem.of(OfficerProblem.POLICY_ENTRY_UNKNOWN, "no validators there")
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
            v -> v.chain().equals(chain) && v.key().equals(entry.key()),
            new Policy.KnownValidator(
                chain, entry.key(), entry.credentials(), attester, since, onChain));
      }
    }
  }

  /** Confirms validators. */
  @Command(
      name = "confirm",
      description = {
        "Says of listed validators that the chain's registry has them with the listed credentials.",
        "Check that on a machine of your own, not by what the desk says. Only confirmed validators"
            + " may be topped up: what is sent for a key that the chain does not know is lost."
      },
      mixinStandardHelpOptions = true)
  static final class Confirm extends DraftAction {
    @Option(names = "--network", required = true, description = "Name of a built-in network.")
    private String network = "";

    @Parameters(arity = "1..*", paramLabel = "PUBKEY", description = "Their keys.")
    private List<String> keys = List.of();

    Confirm(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chains.parse(network, draft.before());
      for (String key : keys) {
        Policy.KnownValidator listed =
            draft.validators().stream()
                .filter(v -> v.chain().equals(chain) && is(v, key))
                .findFirst()
                .orElseThrow(
                    () -> Problem.of(OfficerProblem.POLICY_ENTRY_UNKNOWN, key).asException());
        PolicyDraft.put(draft.validators(), listed::equals, listed.confirmed());
      }
    }
  }

  /** Removes validators. */
  @Command(
      name = "remove",
      description = "Takes validators off the draft's list.",
      mixinStandardHelpOptions = true)
  static final class ValidatorRemove extends DraftAction {
    @Parameters(arity = "1..*", paramLabel = "PUBKEY", description = "Their keys.")
    private List<String> keys = List.of();

    ValidatorRemove(VaultServices services) {
      super(services);
    }

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      for (String key : keys) {
        remove(draft.validators(), v -> is(v, key));
      }
    }
  }

  /** Lists validators. */
  @Command(
      name = "list",
      description = "Lists the validators of the policy in force, or of the draft.",
      mixinStandardHelpOptions = true)
  static final class ValidatorsShow extends VaultAction {
    @Option(names = "--draft", description = "Those of the draft.")
    private boolean draft;

    ValidatorsShow(VaultServices services) {
      super(services);
    }

    @Override
    Answer run() throws ProblemException {
      try (Session session = Session.open(services, options)) {
        Policy policy =
            session
                .home()
                .database()
                .read(sql ->
                    draft
                        ? Policies.draft(sql)
                        : Policies.inForce(sql, session.facts()).map(Policies.Accepted::policy))
                .orElseThrow(() -> Problem.of(OfficerProblem.POLICY_NONE).asException());
        PolicyText text = new PolicyText(policy);
        List<String> lines = policy.validators().stream().map(text::of).toList();
        return new Answer()
            .lines(lines)
            .fact("count", lines.size())
            .fact("confirmed", policy.validators().stream().filter(v -> v.onChain()).count())
            .fact("validators", policy.validators().stream().map(v -> v.key().toString()).toList());
      }
    }
  }

  private static boolean is(Policy.KnownValidator validator, String key) {
    String plain = key.startsWith("0x") ? key.substring(2) : key;
    return validator.key().bytes().hex().equalsIgnoreCase(plain);
  }

  private static <T> void remove(List<T> list, Predicate<T> which) throws ProblemException {
    if (!list.removeIf(which)) {
      throw Problem.of(OfficerProblem.POLICY_ENTRY_UNKNOWN).asException();
    }
  }
}
