package org.foresign.vault.cli;

import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;
import org.foresign.vault.officers.PolicyDraft;
import org.foresign.vault.work.ChainsByName;
import picocli.CommandLine.Option;

/** The chain that a change of the draft is about. */
final class NetworkOption {
  @Option(names = "--network", paramLabel = "NETWORK", required = true)
  private String network = "";

  Chain in(PolicyDraft draft) throws ProblemException {
    return ChainsByName.parse(network, draft.before());
  }

  LaneId of(Address account, PolicyDraft draft) throws ProblemException {
    return new LaneId(in(draft), account);
  }
}
