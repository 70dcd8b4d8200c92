package org.foresign.desk.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.foresign.carry.Parcel;
import org.foresign.carry.ParcelKind;
import org.foresign.codec.Bytes;
import org.foresign.desk.TestDesk;
import org.foresign.desk.chain.beacon.QuorumBeacon;
import org.foresign.desk.chain.http.EndpointUrl;
import org.foresign.desk.chain.http.Patience;
import org.foresign.desk.chain.quorum.Quorum;
import org.foresign.desk.chain.rpc.QuorumChain;
import org.foresign.desk.hold.Checkpoint;
import org.foresign.model.batch.LaneId;
import org.foresign.model.eth.Address;
import org.foresign.model.problem.ProblemException;
import org.foresign.model.work.Job;

/**
 * A desk's home on disk beside a chain, opened for one act at a time, by a test or by the child
 * that the test kills.
 *
 * @param folder with the home in {@code desk} and the vault's answer in {@code result}
 */
record CrashDesk(Path folder, String url, String account) {
  /** Something that is done with everything open. */
  @FunctionalInterface
  interface Work<T> {
    T run(Open open) throws ProblemException;
  }

  /** A desk with its service on the chain. */
  record Open(TestDesk desk, QuorumChain chain, ReleaseService service, LaneId lane) {}

  Path home() {
    return folder.resolve("desk");
  }

  Path result() {
    return folder.resolve("result");
  }

  LaneId lane() {
    return new LaneId(Stage.NETWORK.chain(), Address.parse(account));
  }

  void act(CrashScene.Act act, Checkpoint checkpoint) throws ProblemException {
    with(checkpoint, open -> act(open, act, checkpoint));
  }

  String act(Open open, CrashScene.Act act, Checkpoint checkpoint) throws ProblemException {
    ReleaseService service = open.service();
    return switch (act) {
      case IMPORT -> open.desk().results(checkpoint).take(parcel()).toString();
      case RELEASE ->
          service.release(open.desk().leaves().ofNonce(lane(), 0).getFirst().id()).toString();
      case FOLLOW -> service.follow(lane()).toString();
      case BURN -> service.burn(lane(), 0, 1, Job.quiet()).toString();
      case OPEN -> "opened";
    };
  }

  private Parcel parcel() throws ProblemException {
    try {
      return Parcel.of(ParcelKind.SIGNED_BATCH, Bytes.of(Files.readAllBytes(result())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  <T> T with(Checkpoint checkpoint, Work<T> work) throws ProblemException {
    List<EndpointUrl> urls = List.of(EndpointUrl.parse(url));
    Quorum one = Quorum.majority(1);
    try (TestDesk desk = Files.exists(home()) ? TestDesk.open(home()) : TestDesk.create(home());
        QuorumChain chain =
            QuorumChain.open(
                Stage.NETWORK.chain(), urls, one, Patience.LOOPBACK, InstantSource.system());
        QuorumBeacon beacon =
            QuorumBeacon.open(Stage.NETWORK.genesisValidatorsRoot(), urls, one, Patience.LOOPBACK);
        ReleaseService service =
            ReleaseService.open(
                desk.home(),
                desk.leaves(),
                new ReleaseService.Sources(chain, beacon, Set.of(lane().account())),
                Clock.systemUTC(),
                checkpoint)) {
      return work.run(new Open(desk, chain, service, lane()));
    }
  }
}
