package org.foresign.desk.cli;

import java.util.List;
import org.foresign.desk.release.StatusReader;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.work.ChainNames;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lanes a command is about; all of them when nothing is named. */
final class LaneOptions {
  @Option(names = "--chain", paramLabel = "CHAIN")
  private @Nullable String chain;

  @Option(names = "--account", paramLabel = "ADDRESS")
  private @Nullable Address account;

  /** The lanes with held leaves that are meant, in order. */
  List<LaneId> of(DeskHome home, StatusReader reader) throws ProblemException {
    @Nullable Chain wantedChain = chain == null ? null : ChainNames.parse(home, chain);
    return reader.lanes().stream()
        .filter(lane -> wantedChain == null || lane.chain().equals(wantedChain))
        .filter(lane -> account == null || lane.account().equals(account))
        .toList();
  }
}
