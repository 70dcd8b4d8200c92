package org.foresign.vault.cli;

import org.foresign.model.card.Role;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Asset;
import org.foresign.model.eth.Chain;
import org.foresign.model.eth.ChainProfile;
import org.foresign.model.policy.Policy;
import org.foresign.model.policy.PolicyNames;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.OfficerProblem;
import org.foresign.vault.officers.Peer;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.work.Pairing;
import org.foresign.vault.work.Sitting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change the lists of the draft: recipients, tokens, chains, approvers. */
final class PolicyLists {
  private PolicyLists() {}

  /** Adds or renames a recipient. */
  @Command(name = "add")
  static final class AddressAdd extends DraftAction {
    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--address", paramLabel = "ADDRESS", required = true)
    private Address address = Address.ZERO;

    @Option(names = "--name", paramLabel = "NAME", required = true)
    private String name = "";

    @Mixin private AlikeOption alike = new AlikeOption();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = network.in(draft);
      PolicyDraft.put(
          draft.addressBook(),
          new Policy.AddressBookEntry(chain, address, PolicyNames.require(name)));
      alike.say(draft, address);
    }
  }

  /** Removes a recipient. */
  @Command(name = "remove")
  static final class AddressRemove extends DraftAction {
    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--address", paramLabel = "ADDRESS", required = true)
    private Address address = Address.ZERO;

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = network.in(draft);
      PolicyDraft.remove(
          draft.addressBook(),
          e -> e.chain().equals(chain) && e.address().equals(address),
          "recipient " + address);
    }
  }

  /** Adds a token. */
  @Command(name = "add")
  static final class TokenAdd extends DraftAction {
    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--contract", paramLabel = "ADDRESS", required = true)
    private Address contract = Address.ZERO;

    @Option(names = "--symbol", paramLabel = "SYMBOL", required = true)
    private String symbol = "";

    @Option(names = "--decimals", paramLabel = "COUNT", required = true)
    private int decimals;

    @Mixin private AlikeOption alike = new AlikeOption();

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Asset asset = Asset.token(network.in(draft), contract);
      PolicyDraft.put(
          draft.tokens(), new Policy.Token(asset, PolicyNames.require(symbol), decimals));
      alike.say(draft, contract);
    }
  }

  /** Removes a token. */
  @Command(name = "remove")
  static final class TokenRemove extends DraftAction {
    @Mixin private NetworkOption network = new NetworkOption();

    @Option(names = "--contract", paramLabel = "ADDRESS", required = true)
    private Address contract = Address.ZERO;

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Asset asset = Asset.token(network.in(draft), contract);
      PolicyDraft.remove(draft.tokens(), t -> t.asset().equals(asset), "token " + contract);
    }
  }

  /** Adds a chain that is not pinned. */
  @Command(name = "add")
  static final class ChainAdd extends DraftAction {
    @Option(names = "--chain-id", paramLabel = "ID", required = true)
    private long chainId;

    @Option(names = "--name", paramLabel = "NAME", required = true)
    private String name = "";

    @Option(names = "--symbol", paramLabel = "SYMBOL", required = true)
    private String symbol = "";

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chain.evm(chainId);
      ChainProfile profile = ChainProfile.of(name, chain, symbol);
      PolicyDraft.put(
          draft.chains(), new Policy.CustomChain(chain, profile.name(), profile.nativeSymbol()));
    }
  }

  /** Removes a chain. */
  @Command(name = "remove")
  static final class ChainRemove extends DraftAction {
    @Option(names = "--chain-id", paramLabel = "ID", required = true)
    private long chainId;

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      Chain chain = Chain.evm(chainId);
      PolicyDraft.remove(draft.chains(), c -> c.chain().equals(chain), "chain " + chainId);
    }
  }

  /** Adds an approver. */
  @Command(name = "add")
  static final class ApproverAdd extends DraftAction {
    @Parameters(paramLabel = "CARD")
    private String card = "";

    @Option(names = "--name", paramLabel = "NAME")
    private @Nullable String name;

    private @Nullable Peer peer;

    @Override
    void look(Sitting sitting) throws ProblemException {
      Peer found = sitting.home().database().read(sql -> Pairing.find(sql, sitting.facts(), card));
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
          new Policy.Approver(found.card().digest(), found.card().card().signingKey(), called));
    }
  }

  /** Removes an approver. */
  @Command(name = "remove")
  static final class ApproverRemove extends DraftAction {
    @Parameters(paramLabel = "CARD")
    private String card = "";

    @Override
    void change(PolicyDraft draft) throws ProblemException {
      String plain = card.startsWith("0x") ? card.substring(2) : card;
      PolicyDraft.remove(
          draft.approvers(),
          a -> plain.length() >= 8 && a.card().bytes().hex().startsWith(plain),
          "approver " + card);
    }
  }
}
