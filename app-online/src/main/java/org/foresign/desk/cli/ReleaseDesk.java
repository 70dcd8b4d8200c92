package org.foresign.desk.cli;

import java.util.HashSet;
import java.util.Set;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseService;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.PairedVault;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Everything that releasing on one chain takes, opened together and closed together. */
public final class ReleaseDesk implements AutoCloseable {
  private final LeafStore leaves;
  private final Chains chains;
  private final ReleaseService service;

  private ReleaseDesk(LeafStore leaves, Chains chains, ReleaseService service) {
    this.leaves = leaves;
    this.chains = chains;
    this.service = service;
  }

  public static ReleaseDesk open(DeskHome home, DeskTools tools, Chain chain)
      throws ProblemException {
    LeafStore leaves = DeskServices.leaves(home, tools);
    @Nullable Chains chains = null;
    boolean opened = false;
    try {
      chains = Chains.open(home, chain, tools.clock());
      ReleaseService.Sources sources =
          new ReleaseService.Sources(chains.execution(), chains.beacon(), own(home, tools));
      ReleaseService service = ReleaseService.open(home, leaves, sources, tools.clock());
      opened = true;
      return new ReleaseDesk(leaves, chains, service);
    } finally {
      if (!opened) {
        leaves.close();
        if (chains != null) {
          chains.close();
        }
      }
    }
  }

  private static Set<Address> own(DeskHome home, DeskTools tools) throws ProblemException {
    Set<Address> own = new HashSet<>();
    for (PairedVault vault : home.pairings().vaults()) {
      own.addAll(DeskServices.accounts(home, tools).addresses(vault));
    }
    return own;
  }

  public LeafStore leaves() {
    return leaves;
  }

  public Chains chains() {
    return chains;
  }

  public ReleaseService service() {
    return service;
  }

  @Override
  public void close() {
    service.close();
    chains.close();
    leaves.close();
  }
}
