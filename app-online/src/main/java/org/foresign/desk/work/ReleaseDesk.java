package org.foresign.desk.work;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.foresign.codec.Bytes;
import org.foresign.desk.chain.BeaconView;
import org.foresign.desk.chain.ChainProblem;
import org.foresign.desk.hold.LeafStore;
import org.foresign.desk.release.ReleaseService;
import org.foresign.desk.settings.DeskHome;
import org.foresign.desk.settings.Endpoints;
import org.foresign.desk.settings.PairedVault;
import org.foresign.model.eth.Address;
import org.foresign.model.eth.Chain;
import org.foresign.model.problem.Problem;
import org.foresign.model.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Everything that releasing on one chain takes, opened together and closed together. */
public final class ReleaseDesk implements AutoCloseable {
  private final LeafStore leaves;
  private final OpenChains chains;
  private final ReleaseService service;

  private ReleaseDesk(LeafStore leaves, OpenChains chains, ReleaseService service) {
    this.leaves = leaves;
    this.chains = chains;
    this.service = service;
  }

  public static ReleaseDesk open(DeskHome home, DeskTools tools, Chain chain)
      throws ProblemException {
    Endpoints endpoints = new Endpoints(home);
    boolean vouched = home.practice() || endpoints.ownNode(chain);
    List<String> objections = EndpointObjections.execution(endpoints, chain).objections();
    if (!vouched && !objections.isEmpty()) {
      throw Problem.of(ChainProblem.ENDPOINTS_ONE_PARTY, objections.toArray(String[]::new))
          .asException();
    }
    List<String> doubts = EndpointObjections.beacon(endpoints, chain).objections();
    LeafStore leaves = DeskServices.leaves(home, tools);
    @Nullable OpenChains chains = null;
    boolean opened = false;
    try {
      chains = OpenChains.open(home, chain, tools.clock());
      ReleaseService.Sources sources =
          new ReleaseService.Sources(
              chains.execution(),
              vouched || doubts.isEmpty()
                  ? chains.beacon()
                  : BeaconView.none(String.join("; ", doubts)),
              own(home, tools));
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

  /** An account to ask about: one of ours where there is one, so that real state is read. */
  public static Address anyAccount(DeskHome home, DeskTools tools) throws ProblemException {
    return own(home, tools).stream()
        .min(Comparator.comparing(Address::toString))
        .orElse(new Address(Bytes.of(new byte[20])));
  }

  public LeafStore leaves() {
    return leaves;
  }

  public OpenChains chains() {
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
